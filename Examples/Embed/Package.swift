// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "embed",
  dependencies: [
    // In a project of your own: .package(url: "…/lprisk", from: "0.1.0")
    .package(name: "lprisk", path: "../..")
  ],
  targets: [
    .executableTarget(name: "embed", dependencies: [.product(name: "LoanEngine", package: "lprisk")])
  ],
  swiftLanguageModes: [.v6]
)
