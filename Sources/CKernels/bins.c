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

#if defined(__x86_64__)
#include <immintrin.h>

// Eight at a time; how many it did.
__attribute__((target("avx2"))) static size_t bin_eights(const double *numbers, size_t count, const double *bounds,
                                                         size_t bound_count, uint8_t missing, uint8_t unseen,
                                                         uint8_t *bins, size_t stride) {
  size_t at = 0;
  for (; at + 8 <= count; at += 8) {
    const __m256d low = _mm256_loadu_pd(numbers + at), high = _mm256_loadu_pd(numbers + at + 4);
    __m256i below[2] = {_mm256_setzero_si256(), _mm256_setzero_si256()};
    for (size_t i = 0; i < bound_count; i++) {
      const __m256d bound = _mm256_broadcast_sd(bounds + i);
      below[0] = _mm256_sub_epi64(below[0], _mm256_castpd_si256(_mm256_cmp_pd(low, bound, _CMP_GE_OQ)));
      below[1] = _mm256_sub_epi64(below[1], _mm256_castpd_si256(_mm256_cmp_pd(high, bound, _CMP_GE_OQ)));
    }
    uint64_t counts[8];
    _mm256_storeu_si256((__m256i *)counts, below[0]);
    _mm256_storeu_si256((__m256i *)(counts + 4), below[1]);
    for (size_t i = 0; i < 8; i++) {
      bins[(at + i) * stride] = bin_of(numbers[at + i], counts[i], bound_count, missing, unseen);
    }
  }
  return at;
}
#endif

void lpr_bin_numbers(const double *numbers, size_t count, const double *bounds, size_t bound_count,
                     uint8_t missing, uint8_t unseen, uint8_t *bins, size_t stride) {
  size_t at = 0;
#if defined(__x86_64__)
  if (lpr_register_width() >= LPR_WIDTH_256) {
    at = bin_eights(numbers, count, bounds, bound_count, missing, unseen, bins, stride);
  }
#endif
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
