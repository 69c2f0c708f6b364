#include "CScan.h"

#include <string.h>

static inline int is_digit(uint8_t byte) { return (uint8_t)(byte - '0') <= 9; }

static inline uint64_t load8(const uint8_t *bytes) {
    uint64_t word;
    memcpy(&word, bytes, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

/* Whether all eight bytes are digits, and their number (Lemire, "Quickly parsing eight digits", 2018). */
static inline int are_digits8(uint64_t word) {
    return (((word + 0x4646464646464646ull) | (word - 0x3030303030303030ull)) & 0x8080808080808080ull) == 0;
}

static inline uint64_t number8(uint64_t word) {
    word -= 0x3030303030303030ull;
    word = word * 10 + (word >> 8);
    return ((word & 0x000000ff000000ffull) * 0x000f424000000064ull +
            ((word >> 16) & 0x000000ff000000ffull) * 0x0000271000000001ull) >>
           32;
}

/* Adds the digits from `p` on to `*value`, wrapping; returns where they end. Looks up to 8 bytes beyond `end`. */
static inline const uint8_t *digits(const uint8_t *p, const uint8_t *end, uint64_t *value) {
    uint64_t sum = *value;
    while (end - p >= 8) {
        uint64_t word = load8(p);
        if (!are_digits8(word)) break;
        sum = sum * 100000000 + number8(word);
        p += 8;
    }
    while (p < end && is_digit(*p)) sum = sum * 10 + (uint64_t)(*p++ - '0');
    *value = sum;
    return p;
}

static inline uint8_t parse_float(const uint8_t *p, size_t length, double *value) {
    const uint8_t *end = p + length;
    int negative = *p == '-';
    p += negative;
    const uint8_t *start = p;
    uint64_t mantissa = 0;
    p = digits(p, end, &mantissa);
    int64_t exponent = 0;
    int64_t count = p - start;
    if (p < end && *p == '.') {
        const uint8_t *fraction = ++p;
        p = digits(p, end, &mantissa);
        exponent = fraction - p;
        count += p - fraction;
    }
    if (count == 0) return CSCAN_ASK;
    if (count > 19) {
        /* Zeros in front don't count. */
        for (; start < p && (*start == '0' || *start == '.'); start++) count -= *start == '0';
        if (count > 19) return CSCAN_ASK;
    }
    if (p < end && (*p | 0x20) == 'e') {
        p++;
        int down = p < end && *p == '-';
        if (p < end && (*p == '-' || *p == '+')) p++;
        const uint8_t *first = p;
        int64_t power = 0;
        while (p < end && is_digit(*p)) power = power * 10 + (*p++ - '0');
        if (p == first || p - first > 5) return CSCAN_ASK;
        exponent += down ? -power : power;
    }
    double magnitude;
    if (p != end || !cscan_decimal(mantissa, exponent, &magnitude)) return CSCAN_ASK;
    *value = negative ? -magnitude : magnitude;
    return CSCAN_VALUE;
}

static inline uint8_t parse_integer(const uint8_t *p, size_t length, int canonical, int64_t *value) {
    const uint8_t *end = p + length;
    int negative = *p == '-';
    p += negative;
    /* 18 digits always fit. */
    if (p == end || end - p > 18) return CSCAN_ASK;
    if (canonical && *p == '0' && length > 1) return CSCAN_ASK;
    uint64_t magnitude = 0;
    if (digits(p, end, &magnitude) != end) return CSCAN_ASK;
    *value = negative ? -(int64_t)magnitude : (int64_t)magnitude;
    return CSCAN_VALUE;
}

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

size_t cscan_floats(cscan_cells cells, double *values, uint8_t *status) {
    COLUMN(parse_float(text, length, values + i))
}

size_t cscan_integers(cscan_cells cells, int canonical, int64_t *values, uint8_t *status) {
    COLUMN(parse_integer(text, length, canonical, values + i))
}

size_t cscan_booleans(cscan_cells cells, uint8_t *values, uint8_t *status) {
    COLUMN(parse_boolean(text, length, values + i))
}

size_t cscan_timestamps(cscan_cells cells, int64_t *values, uint8_t *status) {
    COLUMN(parse_timestamp(text, length, values + i))
}

static inline int is_space(uint8_t byte) { return byte == ' ' || byte == '\t'; }

size_t cscan_texts(cscan_cells cells, uint8_t *status) {
    size_t others = 0;
    const cscan_field *fields = cells.fields + cells.column;
    for (size_t i = 0; i < cells.count; i++) {
        cscan_field field = fields[cells.rows[i]];
        uint32_t length = field.length_and_flags;
        uint8_t found = CSCAN_VALUE;
        if (!(length & CSCAN_QUOTED)) {
            const uint8_t *text = cells.bytes + field.offset;
            if (length == 0)
                found = CSCAN_MISSING;
            else if (length <= 4 || is_space(text[0]) || is_space(text[length - 1]))
                found = CSCAN_ASK;
        }
        status[i] = found;
        others += found != CSCAN_VALUE;
    }
    return others;
}

int cscan_is_text(const uint8_t *bytes, size_t count) {
    size_t i = 0;
    while (i < count) {
        /* Eight bytes of ASCII without NUL. */
        if (i + 8 <= count) {
            uint64_t word = load8(bytes + i);
            if (((word | (word - 0x0101010101010101ull)) & 0x8080808080808080ull) == 0) {
                i += 8;
                continue;
            }
        }
        uint8_t first = bytes[i];
        if (first == 0) return 0;
        if (first < 0x80) {
            i++;
            continue;
        }
        int more;
        uint8_t low = 0x80, high = 0xbf;
        if (first >= 0xc2 && first <= 0xdf) {
            more = 1;
        } else if (first >= 0xe0 && first <= 0xef) {
            more = 2;
            if (first == 0xe0) low = 0xa0;
            if (first == 0xed) high = 0x9f;
        } else if (first >= 0xf0 && first <= 0xf4) {
            more = 3;
            if (first == 0xf0) low = 0x90;
            if (first == 0xf4) high = 0x8f;
        } else {
            return 0;
        }
        if (count - i <= (size_t)more || bytes[i + 1] < low || bytes[i + 1] > high) return 0;
        for (int k = 2; k <= more; k++)
            if ((bytes[i + k] & 0xc0) != 0x80) return 0;
        i += (size_t)more + 1;
    }
    return 1;
}

static inline uint64_t fold(uint64_t a, uint64_t b) {
    unsigned __int128 product = (unsigned __int128)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* Folded multiplication, as in wyhash; the keys make that nobody outside can choose texts that meet. */
uint64_t cscan_hash(const uint8_t *bytes, size_t count, uint64_t key0, uint64_t key1) {
    uint64_t hash = key0 ^ count;
    size_t i = 0;
    for (; i + 16 < count; i += 16) hash = fold(load8(bytes + i) ^ key1, load8(bytes + i + 8) ^ hash);
    size_t rest = count - i; /* 0 to 16 */
    uint64_t a = load8(bytes + i), b = load8(bytes + i + 8);
    if (rest < 8) {
        a = rest == 0 ? 0 : a << (64 - 8 * rest);
        b = 0;
    } else if (rest < 16) {
        b = rest == 8 ? 0 : b << (128 - 8 * rest);
    }
    hash = fold(a ^ key1, b ^ hash);
    return fold(hash ^ key0, key1 | 1);
}

int cscan_equal(const uint8_t *a, const uint8_t *b, size_t count) { return memcmp(a, b, count) == 0; }
