internal import Lending

/// The columns of a batch while it is filled: pointers that are good within one call.
@safe struct BatchColumns {
  let capacity: Int
  let money: UnsafeMutablePointer<Int64>
  let numbers: UnsafeMutablePointer<Double>
  let days: UnsafeMutablePointer<Int32>
  let codes: UnsafeMutablePointer<UInt8>
  let words: UnsafeMutablePointer<UInt32>
  let flags: UnsafeMutablePointer<UInt32>
  let daysPastDue: UnsafeMutablePointer<Int32>
  let bins: UnsafeMutablePointer<UInt8>
  let linear: UnsafeMutablePointer<Double>
  let binnedWidth: Int
  let linearWidth: Int
}

extension LoanBatch {
  /// Lends the columns of the batch for filling; its arrays must not be touched meanwhile.
  mutating func withColumns<Result>(_ body: (BatchColumns) -> Result) -> Result? {
    let capacity = capacity
    let binnedWidth = binnedWidth
    let linearWidth = linearWidth
    // SAFETY: the pointers are used within the call; each array holds its columns × capacity elements.
    return unsafe money.withUnsafeMutableBufferPointer { money in
      unsafe numbers.withUnsafeMutableBufferPointer { numbers in
        unsafe days.withUnsafeMutableBufferPointer { days in
          unsafe codes.withUnsafeMutableBufferPointer { codes in
            unsafe words.withUnsafeMutableBufferPointer { words in
              unsafe flags.withUnsafeMutableBufferPointer { flags in
                unsafe daysPastDue.withUnsafeMutableBufferPointer { daysPastDue in
                  unsafe bins.withUnsafeMutableBufferPointer { bins in
                    unsafe linear.withUnsafeMutableBufferPointer { linear in
                      guard let money = money.baseAddress, let numbers = numbers.baseAddress,
                        let days = days.baseAddress, let codes = codes.baseAddress,
                        let words = words.baseAddress, let flags = flags.baseAddress,
                        let daysPastDue = daysPastDue.baseAddress
                      else { return nil }
                      return unsafe body(
                        BatchColumns(
                          capacity: capacity, money: money, numbers: numbers, days: days, codes: codes,
                          words: words, flags: flags, daysPastDue: daysPastDue,
                          bins: bins.baseAddress ?? codes, linear: linear.baseAddress ?? numbers,
                          binnedWidth: binnedWidth, linearWidth: linearWidth))
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
  }
}
