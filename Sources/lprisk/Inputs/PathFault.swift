internal import LoanFiles

/// A fault of a file that does not know the file's name itself.
struct PathFault: Error {
  let fault: any Error
  let path: String

  init(_ fault: any Error, path: String) {
    self.fault = fault
    self.path = path
  }
}
