#ifndef CKERNELS_H
#define CKERNELS_H

// Byte kernels and the few lines that must be async-signal-safe. Baseline instruction set: SSE2 on x86-64, a portable
// body elsewhere with the same results. The structural scan and the readers of numbers look for more at run time.

#include <stddef.h>
#include <stdint.h>
#include <string.h>

// Where a CSV reader stands between two bytes. A quote opens a quoted field only as the field's first
// byte; inside one, a doubled quote is a quote and any other closes; after that, bytes are bare.
enum {
  LPR_FIELD_START = 0,
  LPR_BARE = 1,
  LPR_QUOTED = 2,
  LPR_QUOTE_IN_QUOTED = 3,
};

// Which bytes occurred at all, so that the slow paths run only where they are needed.
enum {
  LPR_HAS_QUOTE = 1,
  LPR_HAS_CARRIAGE_RETURN = 2,
  LPR_HAS_ZERO = 4,
  LPR_HAS_NON_ASCII = 8,
};

typedef struct lpr_scan {
  uint32_t state;   // in and out: one of the four above
  uint32_t traits;  // bits are added
  size_t consumed;  // in: where to start; out: where the scan stopped
} lpr_scan;

// Writes the offsets of every ',' and '\n' outside quotes, ascending, and returns how many. Stops early
// (consumed < count) when fewer than 64 free positions are left; call again with more room.
// count must be below 2^32.
size_t lpr_scan_delimiters(const uint8_t *bytes, size_t count, uint32_t *positions, size_t capacity,
                           lpr_scan *scan);

// The widest registers of this processor, which the kernels take by themselves; and the scan by a width up to that
// one, with the same results.
enum {
  LPR_WIDTH_BASELINE = 0,
  LPR_WIDTH_256 = 1,
  LPR_WIDTH_512 = 2,
};
int lpr_register_width(void);
size_t lpr_scan_delimiters_by(int width, const uint8_t *bytes, size_t count, uint32_t *positions,
                              size_t capacity, lpr_scan *scan);

// The offset after the last '\n' outside quotes, 0 when there is none; *state is carried through.
size_t lpr_last_record_end(const uint8_t *bytes, size_t count, uint32_t *state);

// The offset of the quote that opened the field the bytes end in, SIZE_MAX when they end outside quotes.
size_t lpr_open_quote(const uint8_t *bytes, size_t count);

// The eight digits of a number below 10^8 as text, zeros in front, the first character in the lowest byte.
static inline uint64_t lpr_eight_digits(uint32_t number) {
  extern const uint32_t lpr_three_digits[1000];
  const uint32_t thousands = number / 1000, millions = thousands / 1000;
  return (uint64_t)lpr_three_digits[millions] >> 8 |
         (uint64_t)lpr_three_digits[thousands - millions * 1000] << 16 |
         (uint64_t)lpr_three_digits[number - thousands * 1000] << 40;
}

// The twelve digits of a number below 10^12: eight characters, then four.
typedef struct lpr_twelve_characters {
  uint64_t first;
  uint32_t last;
} lpr_twelve_characters;

static inline lpr_twelve_characters lpr_twelve_digits(uint64_t number) {
  extern const uint32_t lpr_three_digits[1000];
  const uint32_t upper = (uint32_t)(number / 1000000), lower = (uint32_t)(number - upper * 1000000ull);
  const uint32_t a = upper / 1000, b = upper - a * 1000, c = lower / 1000, d = lower - c * 1000;
  lpr_twelve_characters text;
  text.first = lpr_three_digits[a] | (uint64_t)lpr_three_digits[b] << 24 | (uint64_t)lpr_three_digits[c] << 48;
  text.last = lpr_three_digits[c] >> 16 | lpr_three_digits[d] << 8;
  return text;
}

// A field of a record; sixteen bytes from its start on can be read, whatever its length.
typedef struct lpr_field {
  const uint8_t *start;
  size_t count;
} lpr_field;

// Fields of one to eight digits, a point and two digits, in hundredths; −1 for any other. How many were none.
size_t lpr_read_hundredths(const lpr_field *fields, size_t count, int64_t *hundredths);

// Fields of up to fourteen digits, or thirteen and a point among them, correctly rounded; NaN for any other. How many
// were none.
size_t lpr_read_numbers(const lpr_field *fields, size_t count, double *numbers);

// Fields `YYYY-MM-DD`, as days since 1970-01-01, by a table of the first days of `years` years' months from
// `first_year` on, with one more behind them; INT32_MIN for any other, and for days that are not of those years'
// calendar. How many were none.
size_t lpr_read_days(const lpr_field *fields, size_t count, const int32_t *month_starts, uint32_t first_year,
                     uint32_t years, int32_t *days);

// The first bytes of sixteen, at most as many, as two words with zeros behind them.
typedef struct lpr_sixteen {
  uint64_t low, high;
} lpr_sixteen;

static inline lpr_sixteen lpr_first_bytes(const uint8_t *bytes, size_t count) {
  extern const uint8_t lpr_first_bytes_mask[32];
  lpr_sixteen text, mask;
  memcpy(&text, bytes, sizeof text);
  memcpy(&mask, lpr_first_bytes_mask + 16 - count, sizeof mask);
  text.low &= mask.low;
  text.high &= mask.high;
  return text;
}

// Whether a CSV field of these bytes must stand in quotes: a comma, a quote, a line feed or a carriage return.
int lpr_needs_quotes(const uint8_t *bytes, size_t count);

size_t lpr_count_byte(const uint8_t *bytes, size_t count, uint8_t byte);

// The offset of the first ill-formed UTF-8 sequence, SIZE_MAX when there is none.
size_t lpr_validate_utf8(const uint8_t *bytes, size_t count);

// A 128-bit hash of a byte string: fixed for ever and on every platform. Not for adversaries.
void lpr_hash128(const uint8_t *bytes, size_t count, uint64_t seed, uint64_t out[2]);

// The bin of each number: how many of the ascending bounds lie at or below it; `unseen` at or above the last,
// `missing` for NaN. The bins stand `stride` bytes apart.
void lpr_bin_numbers(const double *numbers, size_t count, const double *bounds, size_t bound_count,
                     uint8_t missing, uint8_t unseen, uint8_t *bins, size_t stride);

// Columns in fewer bytes, for files that only the process that wrote them reads. Packing returns the bytes
// written, at most lpr_pack_room(count, width of a value); unpacking those read, 0 when there are not so many.
size_t lpr_pack_room(size_t count, size_t width);
size_t lpr_pack8(const uint8_t *values, size_t count, uint8_t *out);
size_t lpr_unpack8(const uint8_t *in, size_t left, uint8_t *values, size_t count);
size_t lpr_pack32(const uint32_t *values, size_t count, uint8_t *out);
size_t lpr_unpack32(const uint8_t *in, size_t left, uint32_t *values, size_t count);
// Of numbers from 0 up beside one that stands for none; others are kept whole.
size_t lpr_pack64(const int64_t *values, size_t count, int64_t missing, uint8_t *out);
size_t lpr_unpack64(const uint8_t *in, size_t left, int64_t missing, int64_t *values, size_t count);
// Of doubles; NaN is read back as the quiet one.
size_t lpr_pack_numbers(const double *values, size_t count, uint8_t *out);
size_t lpr_unpack_numbers(const uint8_t *in, size_t left, double *values, size_t count);

// Signals. The first SIGINT, SIGTERM or SIGHUP raises the flag and the wake descriptor; the second removes
// what is registered and ends the process with 128 + signal. A signal ignored at the start stays ignored.
void lpr_interrupt_install(void);
int lpr_interrupt_signal(void);
int lpr_interrupt_wake_descriptor(void);
void lpr_ignore_broken_pipes(void);

// Paths to remove when the process is interrupted. Returns a slot, or -1 when all are taken.
int lpr_cleanup_add(const char *path);
void lpr_cleanup_forget(int slot);
void lpr_cleanup_run(void);

// rename(2) that fails with EEXIST when the target exists. 0 or an errno.
int lpr_rename_exclusive(const char *from, const char *to);

// Asks the file system for blocks behind the end of a file, without moving the end; a hint.
void lpr_ask_for_space(int descriptor, size_t offset, size_t length);

// Removes a folder and everything in it, following no link. 0 or an errno.
int lpr_remove_folder(const char *path);

#endif
