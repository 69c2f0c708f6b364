/* Text into marks and numbers, many bytes at a time.
 *
 * What is here is either exact or says that it does not know (CSCAN_ASK): the callers' rules live in Swift, and decide.
 * Every function may read up to CSCAN_PADDING bytes before and behind the text that it is given; their owner has them
 * there. */
#pragma once

#include <stddef.h>
#include <stdint.h>

enum { CSCAN_BLOCK = 64, CSCAN_PADDING = 64 };

/* Where 64 bytes have what matters in separated values; bit i is byte i. */
typedef struct {
    uint64_t separators; /* the delimiter, LF and CR */
    uint64_t breaks;     /* LF and CR */
    uint64_t quotes;
    uint64_t escapes;
} cscan_marks;

/* Marks of `blocks` times 64 bytes. An `escape` that is equal to `quote` marks nothing. */
void cscan_mark(const uint8_t *bytes, size_t blocks, uint8_t delimiter, uint8_t quote, uint8_t escape,
                cscan_marks *marks);

/* The same without vector instructions, for tests to hold the others against. */
void cscan_mark_portable(const uint8_t *bytes, size_t blocks, uint8_t delimiter, uint8_t quote, uint8_t escape,
                         cscan_marks *marks);

/* A field's place among its batch's bytes. */
typedef struct {
    uint32_t offset;
    uint32_t length_and_flags; /* CSCAN_QUOTED above 31 bits of length */
} cscan_field;

#define CSCAN_QUOTED 0x80000000u
#define CSCAN_LENGTH 0x7fffffffu

/* What a cell turned out to be. */
enum { CSCAN_VALUE = 0, CSCAN_MISSING = 1, CSCAN_ASK = 2 };

/* The cells of one column: row i's is the field rows[i] + column. */
typedef struct {
    const uint8_t *bytes;
    const cscan_field *fields;
    const uint32_t *rows;
    size_t count;
    size_t column;
} cscan_cells;

/* Each writes `count` values and what each is, and returns how many are no values. Where none is, 0 is written.
 * CSCAN_MISSING is said of bare fields without a byte only. */
size_t cscan_floats(cscan_cells cells, double *values, uint8_t *status);
/* The same without vector instructions, for tests to hold the other against. */
size_t cscan_floats_portable(cscan_cells cells, double *values, uint8_t *status);
/* `canonical`: only those whose text can be made again from the number. */
size_t cscan_integers(cscan_cells cells, int canonical, int64_t *values, uint8_t *status);
/* "true" and "false" in lower case, with a first capital or in capitals. */
size_t cscan_booleans(cscan_cells cells, uint8_t *values, uint8_t *status);
/* YYYY-MM-DD, alone or with [T ]HH:MM:SS[.1-6 digits][Z]; microseconds since the epoch. */
size_t cscan_timestamps(cscan_cells cells, int64_t *values, uint8_t *status);
/* Asks about bare fields that might mean "no value" (up to 4 bytes, or with a space or tab around them). */
size_t cscan_texts(cscan_cells cells, uint8_t *status);

/* The least and the greatest of the values whose status is CSCAN_VALUE; all of them if `status` is null. There is one. */
void cscan_range_floats(const double *values, const uint8_t *status, size_t count, double *low, double *high);
void cscan_range_integers(const int64_t *values, const uint8_t *status, size_t count, int64_t *low, int64_t *high);

/* Whether each quote in the text is followed by another. */
int cscan_is_doubled(const uint8_t *text, size_t length, uint8_t quote);

/* Makes the doubled quotes of such a text single; returns its length then. */
size_t cscan_undouble(uint8_t *text, size_t length, uint8_t quote);

/* How many lines end in the text: LF, CR and CRLF count as one. */
size_t cscan_line_breaks(const uint8_t *text, size_t length);

/* digits times 10^exponent as the nearest double, ties to even; 0 if it can't tell or the result is not finite. */
int cscan_decimal(uint64_t digits, int64_t exponent, double *value);

/* Whether the text is UTF-8 (RFC 3629) without U+0000. */
int cscan_is_text(const uint8_t *bytes, size_t count);

/* A hash of the text under two secret keys. */
uint64_t cscan_hash(const uint8_t *bytes, size_t count, uint64_t key0, uint64_t key1);

/* Brings what is there into the cache, for whoever looks at it a little later. */
static inline void cscan_prefetch(const void *address) { __builtin_prefetch(address); }

/* Whether two texts of one length are equal. */
int cscan_equal(const uint8_t *a, const uint8_t *b, size_t count);
