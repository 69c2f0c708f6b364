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
    uint64_t delimiters;
    uint64_t feeds;   /* LF */
    uint64_t returns; /* CR */
    uint64_t quotes;
    uint64_t escapes;
} cscan_marks;

/* Marks of `blocks` times 64 bytes. An `escape` that is equal to `quote` marks nothing. */
void cscan_mark(const uint8_t *bytes, size_t blocks, uint8_t delimiter, uint8_t quote, uint8_t escape,
                cscan_marks *marks);

/* The same without vector instructions, and with those that nearly all have, for tests to hold the other against. */
void cscan_mark_portable(const uint8_t *bytes, size_t blocks, uint8_t delimiter, uint8_t quote, uint8_t escape,
                         cscan_marks *marks);
void cscan_mark_modern(const uint8_t *bytes, size_t blocks, uint8_t delimiter, uint8_t quote, uint8_t escape,
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
/* The same without vector instructions, and with those of AVX2 where there are any, for tests to hold the other against. */
size_t cscan_floats_portable(cscan_cells cells, double *values, uint8_t *status);
size_t cscan_floats_modern(cscan_cells cells, double *values, uint8_t *status);
/* `canonical`: only those whose text can be made again from the number. */
size_t cscan_integers(cscan_cells cells, int canonical, int64_t *values, uint8_t *status);
size_t cscan_integers_portable(cscan_cells cells, int canonical, int64_t *values, uint8_t *status);
size_t cscan_integers_modern(cscan_cells cells, int canonical, int64_t *values, uint8_t *status);
/* "true" and "false" in lower case, with a first capital or in capitals. */
size_t cscan_booleans(cscan_cells cells, uint8_t *values, uint8_t *status);
/* YYYY-MM-DD, alone or with [T ]HH:MM:SS[.1-6 digits][Z]; microseconds since the epoch. */
size_t cscan_timestamps(cscan_cells cells, int64_t *values, uint8_t *status);
/* Asks about bare fields that might mean "no value" (up to 4 bytes, if a spelling of that begins as they do, or with a space
 * or tab around them). */
size_t cscan_texts(cscan_cells cells, uint8_t *status);

/* How many of the cells are CSCAN_MISSING, where all others are CSCAN_VALUE. */
size_t cscan_missing(const uint8_t *status, size_t count);

/* The least and the greatest of the values whose status is CSCAN_VALUE; all of them if `status` is null. There is one. */
void cscan_range_floats(const double *values, const uint8_t *status, size_t count, double *low, double *high);
void cscan_range_integers(const int64_t *values, const uint8_t *status, size_t count, int64_t *low, int64_t *high);

/* A piece of a file of separated values that begins with a record, and where its records are to go. */
typedef struct {
    const uint8_t *source; /* without padding */
    size_t count;
    uint8_t delimiter, quote, escape; /* `escape` is equal to `quote` if there is none */
    uint32_t columns;                 /* fields that a record must have */
    size_t field_max, record_max;     /* bytes of the longest ones */
    uint8_t *bytes;                   /* room for `count` bytes and CSCAN_BLOCK more from `start` on */
    uint32_t start;
    cscan_field *fields; /* room for `count` fields and CSCAN_BLOCK more */
    uint32_t *lines;     /* room for `rows_max` rows; line ends before each row */
    size_t rows_max;     /* at least CSCAN_BLOCK */
} cscan_piece;

/* How far it went. */
typedef struct {
    size_t rows;
    size_t taken;      /* bytes of the source up to the end of the last row, its line break included */
    uint32_t end;      /* where that row ends in `bytes` */
    uint32_t lines;    /* line ends in what was taken */
    int ended_with_return; /* the last byte taken is a CR, whose LF may be to come */
    int is_odd;        /* what follows is a record that is not as records mostly are, or one that the piece does not hold
                        * as a whole; else there was no room for more rows */
} cscan_taken;

/* Copies records, with doubled quotes made single, and writes where their fields are, `columns` for each row. It takes
 * only records that have so many fields, each of which is bare and without a quote, or in quotes and with doubled ones only
 * within, that are within the limits and without escapes, and stops before any other. LF, CR and CRLF end a record. */
cscan_taken cscan_records(const cscan_piece *piece);
/* The same without vector instructions, and with those of AVX2 where there are any, for tests to hold the other against. */
cscan_taken cscan_records_portable(const cscan_piece *piece);
cscan_taken cscan_records_modern(const cscan_piece *piece);

/* digits times 10^exponent as the nearest double, ties to even; 0 if it can't tell or the result is not finite. */
int cscan_decimal(uint64_t digits, int64_t exponent, double *value);

/* Whether the text is UTF-8 (RFC 3629) without U+0000. */
int cscan_is_text(const uint8_t *bytes, size_t count);
/* The same without vector instructions, for tests to hold the other against. */
int cscan_is_text_portable(const uint8_t *bytes, size_t count);

enum { CSCAN_KEYS = 9 };

/* Distinct strings, numbered in order of appearance, one after the other as a little-endian u32 length and bytes. */
typedef struct {
    uint8_t *bytes; /* with CSCAN_PADDING behind them */
    size_t byte_count;
    uint32_t count;
    /* Its own. */
    uint32_t mask;
    size_t capacity;
    struct slot *slots; /* open-addressed, a power of two in size, at most half full */
    uint32_t *offsets; /* where each string's length begins */
    size_t offsets_max;
    uint64_t keys[CSCAN_KEYS];
} cscan_dictionary;

/* `keys` are CSCAN_KEYS random numbers, secret, so that no file can be made whose strings all meet in one place. */
cscan_dictionary *cscan_dictionary_make(const uint64_t *keys);
void cscan_dictionary_free(cscan_dictionary *dictionary);
void cscan_dictionary_clear(cscan_dictionary *dictionary);

/* The index of a string, which is added if it is new. */
uint32_t cscan_dictionary_index(cscan_dictionary *dictionary, const uint8_t *text, size_t count);

/* The indices of the cells whose status is CSCAN_VALUE and that are not left out, in order; 0 for the others. */
void cscan_dictionary_look_up(cscan_dictionary *dictionary, cscan_cells cells, const uint8_t *status,
                              const uint8_t *left_out, uint32_t *indices);
/* The same without vector instructions, and with those of AVX2 where there are any, for tests to hold the other against. */
void cscan_dictionary_look_up_portable(cscan_dictionary *dictionary, cscan_cells cells, const uint8_t *status,
                                       const uint8_t *left_out, uint32_t *indices);
void cscan_dictionary_look_up_modern(cscan_dictionary *dictionary, cscan_cells cells, const uint8_t *status,
                                     const uint8_t *left_out, uint32_t *indices);
