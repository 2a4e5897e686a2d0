// Decimal digits as text, three at a time: four kilobytes that stay in the first-level cache.

#include "CKernels.h"

// The characters of 0 to 999 with zeros in front, the first in the lowest byte.
#define ONE(a, b, c) (0x303030u + (a) + ((b) << 8) + ((c) << 16))
#define TEN(a, b)                                                                                      \
  ONE(a, b, 0), ONE(a, b, 1), ONE(a, b, 2), ONE(a, b, 3), ONE(a, b, 4), ONE(a, b, 5), ONE(a, b, 6),     \
      ONE(a, b, 7), ONE(a, b, 8), ONE(a, b, 9)
#define HUNDRED(a)                                                                                     \
  TEN(a, 0), TEN(a, 1), TEN(a, 2), TEN(a, 3), TEN(a, 4), TEN(a, 5), TEN(a, 6), TEN(a, 7), TEN(a, 8),    \
      TEN(a, 9)

const uint32_t lpr_three_digits[1000] = {
    HUNDRED(0u), HUNDRED(1u), HUNDRED(2u), HUNDRED(3u), HUNDRED(4u),
    HUNDRED(5u), HUNDRED(6u), HUNDRED(7u), HUNDRED(8u), HUNDRED(9u),
};
