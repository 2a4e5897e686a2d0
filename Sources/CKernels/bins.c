// Bins of numbers: four numbers are held against each bound at once.

#include "CKernels.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

static inline uint8_t bin_of(double number, uint64_t below, size_t bound_count, uint8_t missing,
                             uint8_t unseen) {
  if (number != number) return missing;
  return below < bound_count ? (uint8_t)below : unseen;
}

void lpr_bin_numbers(const double *numbers, size_t count, const double *bounds, size_t bound_count,
                     uint8_t missing, uint8_t unseen, uint8_t *bins, size_t stride) {
  size_t at = 0;
#if defined(__SSE2__)
  for (; at + 4 <= count; at += 4) {
    const __m128d low = _mm_loadu_pd(numbers + at), high = _mm_loadu_pd(numbers + at + 2);
    __m128i below[2] = {_mm_setzero_si128(), _mm_setzero_si128()};
    for (size_t i = 0; i < bound_count; i++) {
      const __m128d bound = _mm_set1_pd(bounds[i]);
      below[0] = _mm_sub_epi64(below[0], _mm_castpd_si128(_mm_cmpge_pd(low, bound)));
      below[1] = _mm_sub_epi64(below[1], _mm_castpd_si128(_mm_cmpge_pd(high, bound)));
    }
    uint64_t counts[4];
    _mm_storeu_si128((__m128i *)counts, below[0]);
    _mm_storeu_si128((__m128i *)(counts + 2), below[1]);
    for (size_t i = 0; i < 4; i++) {
      bins[(at + i) * stride] = bin_of(numbers[at + i], counts[i], bound_count, missing, unseen);
    }
  }
#endif
  for (; at < count; at++) {
    uint64_t below = 0;
    for (size_t i = 0; i < bound_count; i++) below += numbers[at] >= bounds[i];
    bins[at * stride] = bin_of(numbers[at], below, bound_count, missing, unseen);
  }
}
