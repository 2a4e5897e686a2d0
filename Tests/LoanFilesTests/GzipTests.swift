import Foundation
import LoanFiles
import Testing

@Suite struct GzipTests {
  /// 200 rows `i,row 7i,"x,⏎i"`, compressed by Python 3's `gzip` at level 9.
  private static let compressed: [UInt8] = {
    let text = """
      H4sIAAAAAAACAzWXOxLsNgwE8z2FS/ELOPzzVK5yYh/fAKcZAlHProQelT///P3vX+XP99+fX/l+uuO6o75fvaP6ne
      v3a3euunP7ft3zvnP/fuPObdx5fL95517vPL/f8nzuvL7fvvOYd97f79x5tjufwCnmMZ8SEEIQg1GG3IZUUMqYx5gK
      Thn0GFRBKqOqmFUBK9NKxlXwarEysQJZZlY1tIJaxlYztwK8Fn45k9cgr2Jl9Jo/L7/v4AcO9mp2TcPXgK+dlelr0F
      fol+lr0Ffot+lr0Ffot+lr0Ffoj+lr0FfT12L6GvSt8D+bvgV9EyvTt6Bvpq/V9C2fDx6QxhMS9I1npJm+BX0zfe2m
      b0HfTF+H6VvQt8XK9C3om+nrNH0L+gb9Mn0L+g79Nn0P+g79Nn0P+g79MX0P+m76Vkzf8wHvrHjEg77zkMv0Pei76V
      s1fQ/6vliZvgd9N31rpu9B303fuul70I/CO2T6EfRDrEw/gn6Yvk3Tj6Af0C/Tj6Af0C/Tj3xDod+8o0E/oD+mH0E/
      oD+mH0E/TN+L6UfQD9N3mX4E/Sy88aafQT/FyvQz6KfpezP9DPpp+t5NP4N+dlamn0E/Td+H6WeeGG7M5MgE/eTMTN
      PPoJ/QL9PPoJ/Qb9PPoF/QH9OvoF/QH9OvoF+mH8X0K+iX6YdMv4J+dVamX0G/TD+q6VfQL9OPZvqVN3Kx4koG/eJO
      dtOvoF+mH8P0K+h34Zqafgf9FivT76Df0C/T76Df0G/T76Df0G/T76Df0B/T76Dfpp/F9Dvo92Jl+p1H3vRTnPmg3x
      z6avod9Kdw+01/gv6IlelP0B/Tz276E/TH9HOY/gT96axMf4L+mH5O05+gP9Av05+gP9Av05+gP9Bv05+0FPQHT11R
      PVM9VaWrCrIq2KqkroojLKwacy4dYqHWmHPZWaKtkt4qDrKQbMy5dJSFaWPO5WKJvEraqzjOwrkx59KBFuKNOUVLoi
      df2/fp9/k3E2Hg9RR8HYyE17Pw1TAeXk/E18SoeD8VXxcj4/1kfG2MjvfT8fUxQt5PyNfIKHk/JaeThZQ3UlZaWWh5
      o2XVWynoFOOVikyEmjdqVrpZyHkjZ6WdhZ43elb6WQh6I2iloYWiN4pWOlpIeiNppaWFpg+aVnpaiPogaqWphaoPql
      a6Wsj6IGu125MoSu01pUyEsA/CVhpbKPugbKWzhbQP0lZaW2j7oG2lt4W4D+JWmluo+6BupbuFvA/yVtpb6Pugb6W/
      hcAPAlcaXCg8Xj8i9dv++tu+ApiZ+quAmFypcuHyeC1JlTYXOo8tsVLowujxtpIrnS6kHq8rwVLrwuvxvpIszS7UHl
      uipdyF3eM1Jlv6XeNlw/BKxWu8bEhe47bbl22/fpvZxsuG6pWu13jZsL1S98L3EsJXGl8oX8L5SukL60toX+l9IX4J
      8yvVL9wvIX+l/YX+JfyvLACiAUhUAGUHECVAogVo3vL+2vt89T2zzVfg6QLKMqD5slEHlH1A82WjESgrgdbLRilQtg
      Ktl41eoCwGohnEz0C27AaiHMRlIVvWA9EPYku2bAiiIsTBIVuWBNES4uKQbd1vk/W27+sks633fUJZULYFURfiEpEt
      C4NoDHGKyJadQZSG2JIta4P2y0ZxUDYH7ZeN7qAsD9ovG/VB2R+0XzYahLJCiA4Rp4ts2SJEjYgt2fb99CJb0/v4ym
      z7fX7RJpR1QvSJuGlky0YhKkVsyZalQrSKeCTJlr1CFIu4dWTLaiG6RWzJlu1C1Is4gWTLgqHzslExlB1D52WjZShr
      hs7LRtHQuV+WL9t535aR7X9MX2ITtA8AAA==
      """
    return Array(Data(base64Encoded: text, options: .ignoreUnknownCharacters) ?? Data())
  }()

  private static let rows = Array((0..<200).map { "\($0),row \($0 * 7),\"x,\n\($0)\"\n" }.joined().utf8)

  @Test func readsWhatAnotherProgramCompressed() throws {
    let place = try Workplace()
    for blockBytes in [16, 300, 1 << 20] {
      #expect(try ReadBlocks(place.file(Self.compressed), blockBytes: blockBytes).bytes == Self.rows)
    }
  }

  @Test func readsManyMembersAndZeroPadding() throws {
    let place = try Workplace()
    let half = storedGzip(Array("a,\"b".utf8)) + storedGzip([]) + storedGzip(Array("\nc\"\n".utf8))
    let content = half + Self.compressed + [UInt8](repeating: 0, count: 700)
    let read = try ReadBlocks(place.file(content), blockBytes: 16)
    #expect(read.bytes == Array("a,\"b\nc\"\n".utf8) + Self.rows)
  }

  @Test func refusesATruncatedFileAtEveryLength() throws {
    let place = try Workplace()
    let first = storedGzip(Array("a,b\n".utf8))
    let content = first + Self.compressed
    for length in 2..<content.count where length != first.count {
      let path = try place.file(Array(content[..<length]))
      #expect(throws: FileFault.gzipTruncated(path: path), "length \(length)") { try ReadBlocks(path) }
    }
  }

  @Test(
    arguments: [[0x41], [0, 0, 0x1f, 0x8b], [0x1f, 0x41], [0x1f, 0x8b, 9, 0, 0, 0, 0, 0, 0, 0, 0]]
      as [[UInt8]])
  func refusesGarbageAfterAMember(garbage: [UInt8]) throws {
    let place = try Workplace()
    let path = try place.file(Self.compressed + garbage)
    #expect(throws: FileFault.gzipCorrupt(path: path)) { try ReadBlocks(path) }
  }

  @Test func neverGivesOtherBytes() throws {
    let place = try Workplace()
    // The header's time and the spare bits of the last block may change without harm; the content may not.
    for index in 2..<Self.compressed.count {
      var damaged = Self.compressed
      damaged[index] ^= 0x10
      let path = try place.file(damaged)
      do throws(FileFault) {
        #expect(try ReadBlocks(path).bytes == Self.rows, "byte \(index)")
      } catch {
        switch error {
        case .gzipCorrupt, .gzipTruncated, .unclosedQuote: break
        default: Issue.record("byte \(index): \(error)")
        }
      }
    }
  }
}
