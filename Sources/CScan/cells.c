#include "CScan.h"

#include "numbers.h"

static inline int pair(const uint8_t *p, int low, int high) {
    if (!is_digit(p[0]) || !is_digit(p[1])) return -1;
    int value = (p[0] - '0') * 10 + (p[1] - '0');
    return value < low || value > high ? -1 : value;
}

/* Days since 1970-01-01 in the proleptic Gregorian calendar. */
static inline int64_t days(int year, int month, int day) {
    int shifted = month <= 2 ? year - 1 : year;
    int era = shifted / 400;
    int year_of_era = shifted - era * 400;
    int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    return (int64_t)era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

static inline uint8_t parse_timestamp(const uint8_t *p, size_t length, int64_t *value) {
    static const uint8_t month_days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (length < 10 || p[4] != '-' || p[7] != '-') return CSCAN_ASK;
    int high = pair(p, 0, 99), low = pair(p + 2, 0, 99), month = pair(p + 5, 1, 12), day = pair(p + 8, 1, 31);
    if (high < 0 || low < 0 || month < 0 || day < 0) return CSCAN_ASK;
    int year = high * 100 + low;
    int leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    if (year == 0 || day > month_days[month - 1] + (leap && month == 2)) return CSCAN_ASK;
    int64_t instant = days(year, month, day) * 86400000000ll;
    if (length > 10) {
        if (length < 19 || (p[10] != 'T' && p[10] != ' ') || p[13] != ':' || p[16] != ':') return CSCAN_ASK;
        int hour = pair(p + 11, 0, 23), minute = pair(p + 14, 0, 59), second = pair(p + 17, 0, 59);
        if (hour < 0 || minute < 0 || second < 0) return CSCAN_ASK;
        instant += ((hour * 60 + minute) * 60 + second) * 1000000ll;
        size_t at = 19;
        if (at < length && p[at] == '.') {
            int64_t unit = 100000;
            size_t first = ++at;
            for (; at < length && is_digit(p[at]); at++, unit /= 10) instant += (p[at] - '0') * unit;
            if (at == first || at - first > 6) return CSCAN_ASK;
        }
        if (at < length && p[at] == 'Z') at++;
        if (at != length) return CSCAN_ASK;
    }
    *value = instant;
    return CSCAN_VALUE;
}

static inline uint8_t parse_boolean(const uint8_t *p, size_t length, uint8_t *value) {
    if (length == 4 && (!memcmp(p, "true", 4) || !memcmp(p, "True", 4) || !memcmp(p, "TRUE", 4))) {
        *value = 1;
        return CSCAN_VALUE;
    }
    if (length == 5 && (!memcmp(p, "false", 5) || !memcmp(p, "False", 5) || !memcmp(p, "FALSE", 5))) {
        *value = 0;
        return CSCAN_VALUE;
    }
    return CSCAN_ASK;
}

/* A loop over the cells of a column, with `parse` in place. */
#define COLUMN(parse)                                                       \
    size_t others = 0;                                                      \
    const cscan_field *fields = cells.fields + cells.column;                \
    for (size_t i = 0; i < cells.count; i++) {                              \
        cscan_field field = fields[cells.rows[i]];                          \
        const uint8_t *text = cells.bytes + field.offset;                   \
        size_t length = field.length_and_flags & CSCAN_LENGTH;              \
        values[i] = 0;                                                      \
        uint8_t found = field.length_and_flags == 0 ? CSCAN_MISSING         \
                        : length == 0               ? CSCAN_ASK             \
                                                    : parse;                \
        status[i] = found;                                                  \
        others += found != CSCAN_VALUE;                                     \
    }                                                                       \
    return others;

#if defined(__x86_64__)
#define MODERN __attribute__((target("avx2,bmi,bmi2,lzcnt")))

MODERN static size_t floats_modern(cscan_cells cells, double *restrict values, uint8_t *restrict status) {
    COLUMN(parse_float(text, length, sixteen_avx2, values + i))
}

MODERN static size_t integers_modern(cscan_cells cells, int canonical, int64_t *restrict values, uint8_t *restrict status) {
    COLUMN(parse_integer(text, length, canonical, sixteen_avx2, values + i))
}

/* One cell that the wide ones leave over. */
MODERN __attribute__((noinline)) static uint8_t one_float(const uint8_t *text, size_t length, double *value) {
    return parse_float(text, length, sixteen_avx2, value);
}

MODERN __attribute__((noinline)) static uint8_t one_integer(const uint8_t *text, size_t length, int canonical,
                                                            int64_t *value) {
    return parse_integer(text, length, canonical, sixteen_avx2, value);
}

#define ONE_FLOAT(text, length, cell) one_float(text, length, values + (cell))
#define ONE_INTEGER(text, length, cell) one_integer(text, length, canonical, values + (cell))
#include "columns512.h"

static inline int is_wide(void) {
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("fma");
}

static inline int is_modern(void) {
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
           __builtin_cpu_supports("lzcnt");
}
#endif

size_t cscan_floats_portable(cscan_cells cells, double *restrict values, uint8_t *restrict status) {
    COLUMN(parse_float(text, length, sixteen_portable, values + i))
}

size_t cscan_integers_portable(cscan_cells cells, int canonical, int64_t *restrict values, uint8_t *restrict status) {
    COLUMN(parse_integer(text, length, canonical, sixteen_portable, values + i))
}

size_t cscan_floats_modern(cscan_cells cells, double *restrict values, uint8_t *restrict status) {
#if defined(__x86_64__)
    if (is_modern()) return floats_modern(cells, values, status);
#endif
    return cscan_floats_portable(cells, values, status);
}

size_t cscan_integers_modern(cscan_cells cells, int canonical, int64_t *restrict values, uint8_t *restrict status) {
#if defined(__x86_64__)
    if (is_modern()) return integers_modern(cells, canonical, values, status);
#endif
    return cscan_integers_portable(cells, canonical, values, status);
}

size_t cscan_floats(cscan_cells cells, double *restrict values, uint8_t *restrict status) {
#if defined(__x86_64__)
    if (is_modern() && is_wide()) return floats_wide(cells, values, status);
#endif
    return cscan_floats_modern(cells, values, status);
}

size_t cscan_integers(cscan_cells cells, int canonical, int64_t *restrict values, uint8_t *restrict status) {
#if defined(__x86_64__)
    if (is_modern() && is_wide()) return integers_wide(cells, canonical, values, status);
#endif
    return cscan_integers_modern(cells, canonical, values, status);
}

size_t cscan_booleans(cscan_cells cells, uint8_t *values, uint8_t *status) {
    COLUMN(parse_boolean(text, length, values + i))
}

size_t cscan_timestamps(cscan_cells cells, int64_t *values, uint8_t *status) {
    COLUMN(parse_timestamp(text, length, values + i))
}

static inline int is_space(uint8_t byte) { return byte == ' ' || byte == '\t'; }

/* Whether a spelling of "no value" begins with the byte. */
static inline int begins_missing(uint8_t byte) {
    return (byte | 0x20) == 'n' || byte == '?' || byte == '#' || byte == '<' || byte == '-' || byte == '+';
}

size_t cscan_texts(cscan_cells cells, uint8_t *status) {
    size_t others = 0;
    const cscan_field *fields = cells.fields + cells.column;
    for (size_t i = 0; i < cells.count; i++) {
        cscan_field field = fields[cells.rows[i]];
        uint32_t length = field.length_and_flags;
        uint8_t found = CSCAN_VALUE;
        const uint8_t *text = cells.bytes + field.offset;
        uint32_t size = length & CSCAN_LENGTH;
        // Fields may touch, so that the end of one and the beginning of the next make a character that neither holds.
        if (size > 0 && ((text[0] & 0xC0) == 0x80 || (text[size] & 0xC0) == 0x80)) {
            found = CSCAN_ASK;
        } else if (!(length & CSCAN_QUOTED)) {
            if (length == 0)
                found = CSCAN_MISSING;
            else if ((length <= 4 && begins_missing(text[0])) || is_space(text[0]) || is_space(text[length - 1]))
                found = CSCAN_ASK;
        }
        status[i] = found;
        others += found != CSCAN_VALUE;
    }
    return others;
}

size_t cscan_missing(const uint8_t *status, size_t count) {
    size_t missing = 0, i = 0;
    while (i + 8 <= count) {
        uint64_t sums = 0;
        for (int k = 0; k < 255 && i + 8 <= count; k++, i += 8) sums += load8(status + i);
        missing += (sums & 0x00ff00ff00ff00ffull) * 0x0001000100010001ull >> 48;
        missing += (sums >> 8 & 0x00ff00ff00ff00ffull) * 0x0001000100010001ull >> 48;
    }
    for (; i < count; i++) missing += status[i];
    return missing;
}

int cscan_decimal(uint64_t digits, int64_t exponent, double *value) { return nearest_double(digits, exponent, value); }
