/// Powers of ten from −15 to 18: exact from 0 on, below it the double nearest to the power.
///
/// The switch becomes a table of constants.
enum PowersOfTen {
  @inline(__always) static func double(_ exponent: Int) -> Double {
    switch exponent {
    case -15: 1e-15
    case -14: 1e-14
    case -13: 1e-13
    case -12: 1e-12
    case -11: 1e-11
    case -10: 1e-10
    case -9: 1e-9
    case -8: 1e-8
    case -7: 1e-7
    case -6: 1e-6
    case -5: 1e-5
    case -4: 1e-4
    case -3: 1e-3
    case -2: 1e-2
    case -1: 1e-1
    case 0: 1
    case 1: 1e1
    case 2: 1e2
    case 3: 1e3
    case 4: 1e4
    case 5: 1e5
    case 6: 1e6
    case 7: 1e7
    case 8: 1e8
    case 9: 1e9
    case 10: 1e10
    case 11: 1e11
    case 12: 1e12
    case 13: 1e13
    case 14: 1e14
    case 15: 1e15
    case 16: 1e16
    case 17: 1e17
    default: 1e18
    }
  }
}
