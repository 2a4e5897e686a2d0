// Columns in fewer bytes: each begins with one byte that says how its values are laid down.

#include "CKernels.h"

#include <string.h>

enum { CONSTANT = 0, NIBBLES = 1, BYTES = 2, HALVES = 3, WORDS = 4, WORDS_AND_BYTES = 5, WHOLE = 6 };

// Bytes of a column beside its first one.
static size_t payload(uint8_t kind, size_t count, size_t width) {
  switch (kind) {
    case CONSTANT: return width;
    case NIBBLES: return 1 + (count + 1) / 2;
    case BYTES: return width + count;
    case HALVES: return width + 2 * count;
    case WORDS: return 4 * count;
    case WORDS_AND_BYTES: return 5 * count;
    case WHOLE: return width * count;
    default: return SIZE_MAX;
  }
}

static size_t checked(const uint8_t *in, size_t left, size_t count, size_t width) {
  if (left == 0) return 0;
  size_t size = payload(in[0], count, width);
  return size <= left - 1 ? size + 1 : 0;
}

size_t lpr_pack_room(size_t count, size_t width) { return 1 + width + count * width; }

size_t lpr_pack8(const uint8_t *values, size_t count, uint8_t *out) {
  uint8_t least = 255, most = 0;
  for (size_t i = 0; i < count; i++) {
    least = values[i] < least ? values[i] : least;
    most = values[i] > most ? values[i] : most;
  }
  uint8_t *at = out + 1;
  if (count == 0 || least == most) {
    out[0] = CONSTANT;
    *at = least;
  } else if (most - least < 16) {
    out[0] = NIBBLES;
    *at++ = least;
    for (size_t i = 0; i < count / 2; i++) {
      at[i] = (uint8_t)((values[2 * i] - least) | (values[2 * i + 1] - least) << 4);
    }
    if (count % 2) at[count / 2] = (uint8_t)(values[count - 1] - least);
  } else {
    out[0] = WHOLE;
    memcpy(at, values, count);
  }
  return 1 + payload(out[0], count, 1);
}

size_t lpr_unpack8(const uint8_t *in, size_t left, uint8_t *values, size_t count) {
  size_t size = checked(in, left, count, 1);
  if (size == 0) return 0;
  const uint8_t *at = in + 1;
  switch (in[0]) {
    case CONSTANT: memset(values, *at, count); break;
    case NIBBLES: {
      uint8_t least = *at++;
      for (size_t i = 0; i < count / 2; i++) {
        values[2 * i] = (uint8_t)(least + (at[i] & 15));
        values[2 * i + 1] = (uint8_t)(least + (at[i] >> 4));
      }
      if (count % 2) values[count - 1] = (uint8_t)(least + (at[count / 2] & 15));
      break;
    }
    case WHOLE: memcpy(values, at, count); break;
    default: return 0;
  }
  return size;
}

size_t lpr_pack32(const uint32_t *values, size_t count, uint8_t *out) {
  uint32_t least = UINT32_MAX, most = 0;
  for (size_t i = 0; i < count; i++) {
    least = values[i] < least ? values[i] : least;
    most = values[i] > most ? values[i] : most;
  }
  uint8_t *at = out + 1;
  memcpy(at, &least, 4);
  if (count == 0 || least == most) {
    out[0] = CONSTANT;
  } else if (most - least < 256) {
    out[0] = BYTES;
    for (size_t i = 0; i < count; i++) at[4 + i] = (uint8_t)(values[i] - least);
  } else if (most - least < 65536) {
    out[0] = HALVES;
    for (size_t i = 0; i < count; i++) {
      uint16_t half = (uint16_t)(values[i] - least);
      memcpy(at + 4 + 2 * i, &half, 2);
    }
  } else {
    out[0] = WHOLE;
    memcpy(at, values, 4 * count);
  }
  return 1 + payload(out[0], count, 4);
}

size_t lpr_unpack32(const uint8_t *in, size_t left, uint32_t *values, size_t count) {
  size_t size = checked(in, left, count, 4);
  if (size == 0) return 0;
  const uint8_t *at = in + 1;
  uint32_t least = 0;
  if (size >= 5) memcpy(&least, at, 4);
  switch (in[0]) {
    case CONSTANT:
      for (size_t i = 0; i < count; i++) values[i] = least;
      break;
    case BYTES:
      for (size_t i = 0; i < count; i++) values[i] = least + at[4 + i];
      break;
    case HALVES:
      for (size_t i = 0; i < count; i++) {
        uint16_t half;
        memcpy(&half, at + 4 + 2 * i, 2);
        values[i] = least + half;
      }
      break;
    case WHOLE: memcpy(values, at, 4 * count); break;
    default: return 0;
  }
  return size;
}

// The greatest number of a layout stands for the missing value.
size_t lpr_pack64(const int64_t *values, size_t count, int64_t missing, uint8_t *out) {
  uint64_t all = 0;
  size_t absent = 0;
  for (size_t i = 0; i < count; i++) {
    uint64_t is_missing = values[i] == missing;
    all |= (uint64_t)values[i] & (is_missing - 1);
    absent += is_missing;
  }
  uint8_t *at = out + 1;
  if (absent == count) {
    out[0] = CONSTANT;
    memcpy(at, &missing, 8);
  } else if (all < UINT32_MAX >> 1) {
    out[0] = WORDS;
    for (size_t i = 0; i < count; i++) {
      uint32_t word = values[i] == missing ? UINT32_MAX : (uint32_t)values[i];
      memcpy(at + 4 * i, &word, 4);
    }
  } else if (all < (uint64_t)1 << 39) {
    out[0] = WORDS_AND_BYTES;
    for (size_t i = 0; i < count; i++) {
      uint32_t word = (uint32_t)values[i];
      memcpy(at + 4 * i, &word, 4);
    }
    for (size_t i = 0; i < count; i++) {
      at[4 * count + i] = values[i] == missing ? UINT8_MAX : (uint8_t)(values[i] >> 32);
    }
  } else {
    out[0] = WHOLE;
    memcpy(at, values, 8 * count);
  }
  return 1 + payload(out[0], count, 8);
}

size_t lpr_unpack64(const uint8_t *in, size_t left, int64_t missing, int64_t *values, size_t count) {
  size_t size = checked(in, left, count, 8);
  if (size == 0) return 0;
  const uint8_t *at = in + 1;
  switch (in[0]) {
    case CONSTANT:
      for (size_t i = 0; i < count; i++) values[i] = missing;
      break;
    case WORDS:
      for (size_t i = 0; i < count; i++) {
        uint32_t word;
        memcpy(&word, at + 4 * i, 4);
        values[i] = word == UINT32_MAX ? missing : (int64_t)word;
      }
      break;
    case WORDS_AND_BYTES:
      for (size_t i = 0; i < count; i++) {
        uint32_t word;
        memcpy(&word, at + 4 * i, 4);
        uint8_t high = at[4 * count + i];
        values[i] = high == UINT8_MAX ? missing : (int64_t)((uint64_t)high << 32 | word);
      }
      break;
    case WHOLE: memcpy(values, at, 8 * count); break;
    default: return 0;
  }
  return size;
}

// Numbers with two decimals, as most rates are, in hundredths; the least word stands for NaN. A number that
// is not the double nearest to whole hundredths, bit for bit, keeps its column whole.
size_t lpr_pack_numbers(const double *values, size_t count, uint8_t *out) {
  uint8_t *at = out + 1;
  uint64_t wrong = 0;
  for (size_t i = 0; i < count; i++) {
    double scaled = values[i] * 100;
    int is_near = scaled > -2e9 && scaled < 2e9;
    int32_t hundredths = is_near ? (int32_t)(scaled + (scaled < 0 ? -0.5 : 0.5)) : INT32_MIN;
    double back = (double)hundredths / 100;
    uint64_t bits, again;
    memcpy(&bits, values + i, 8);
    memcpy(&again, &back, 8);
    wrong |= is_near ? bits ^ again : values[i] == values[i];
    memcpy(at + 4 * i, &hundredths, 4);
  }
  out[0] = wrong ? WHOLE : WORDS;
  if (wrong) memcpy(at, values, 8 * count);
  return 1 + payload(out[0], count, 8);
}

size_t lpr_unpack_numbers(const uint8_t *in, size_t left, double *values, size_t count) {
  size_t size = checked(in, left, count, 8);
  if (size == 0) return 0;
  const uint8_t *at = in + 1;
  if (in[0] == WHOLE) {
    memcpy(values, at, 8 * count);
  } else if (in[0] == WORDS) {
    for (size_t i = 0; i < count; i++) {
      int32_t hundredths;
      memcpy(&hundredths, at + 4 * i, 4);
      values[i] = hundredths == INT32_MIN ? __builtin_nan("") : (double)hundredths / 100;
    }
  } else {
    return 0;
  }
  return size;
}
