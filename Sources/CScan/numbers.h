/* Decimal numbers, eight digits at a time and almost without branches: where fields of many lengths meet, a branch that
 * is guessed wrong costs more than all the digits. */
#pragma once

#include "CScan.h"
#include "decimal.h"
#include "words.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

static inline int is_digit(uint8_t byte) { return (uint8_t)(byte - '0') <= 9; }

static const uint64_t ascii_zeros = 0x3030303030303030ull;

/* The last `count` of the eight bytes before `end`, less '0' each, behind zeros; count <= 8. */
static inline uint64_t last_digits(const uint8_t *end, size_t count) {
    static const uint8_t kept[16] = {0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255};
    return (load8(end - 8) ^ ascii_zeros) & load8(kept + count);
}

/* Not 0 if one of the eight bytes is more than 9. */
static inline uint64_t not_digits(uint64_t word) { return ((word + 0x7676767676767676ull) | word) & 0x8080808080808080ull; }

/* The number that eight bytes of 0 to 9 make (Lemire, "Quickly parsing eight digits", 2018). */
static inline uint64_t number8(uint64_t word) {
    word = word * 10 + (word >> 8);
    return ((word & 0x000000ff000000ffull) * 0x000f424000000064ull +
            ((word >> 16) & 0x000000ff000000ffull) * 0x0000271000000001ull) >>
           32;
}

/* Sixteen bytes of 0 to 9 as a number: those before `end`, of which the last `count` are kept, and of these, those up to
 * the point, which is `fraction` bytes from the end, from one byte before (none if `fraction` is 32). `bad` gets bits if
 * some are no digits. */
typedef uint64_t (*sixteen)(const uint8_t *end, size_t count, size_t fraction, uint64_t *bad);

static const uint8_t behind[32] = {[16] = 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255};
static const uint8_t before[48] = {255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255};

static inline __attribute__((always_inline)) uint64_t sixteen_portable(const uint8_t *end, size_t count,
                                                                        size_t fraction, uint64_t *bad) {
    uint64_t halves[2];
    for (int i = 0; i < 2; i++) {
        uint64_t shifted = load8(before + fraction + 8 * i);
        halves[i] = (load8(end - 17 + 8 * i) & shifted) | (load8(end - 16 + 8 * i) & ~shifted);
        halves[i] = (halves[i] ^ ascii_zeros) & load8(behind + count + 8 * i);
        *bad |= not_digits(halves[i]);
    }
    return number8(halves[0]) * 100000000 + number8(halves[1]);
}

#if defined(__x86_64__)
__attribute__((target("avx2,bmi,bmi2,lzcnt"), always_inline)) static inline uint64_t sixteen_avx2(
    const uint8_t *end, size_t count, size_t fraction, uint64_t *bad) {
    __m128i text = _mm_blendv_epi8(_mm_loadu_si128((const __m128i *)(end - 16)),
                                   _mm_loadu_si128((const __m128i *)(end - 17)),
                                   _mm_loadu_si128((const __m128i *)(before + fraction)));
    text = _mm_xor_si128(text, _mm_set1_epi8('0'));
    text = _mm_and_si128(text, _mm_loadu_si128((const __m128i *)(behind + count)));
    *bad |= (uint64_t)!_mm_testz_si128(_mm_subs_epu8(text, _mm_set1_epi8(9)), _mm_set1_epi8(-1));
    __m128i pairs = _mm_maddubs_epi16(text, _mm_set1_epi16(0x010a));
    __m128i fours = _mm_madd_epi16(pairs, _mm_set1_epi32(0x00010064));
    __m128i eights = _mm_madd_epi16(_mm_packus_epi32(fours, fours), _mm_set1_epi32(0x00012710));
    uint64_t both = (uint64_t)_mm_cvtsi128_si64(eights);
    return (both & 0xffffffff) * 100000000 + (both >> 32);
}
#endif

/* How many bytes the last point among the last `count` before `end`, 17 at most, has behind it; 32 if there is none. */
static inline __attribute__((always_inline)) size_t last_point(const uint8_t *end, size_t count) {
#if defined(__x86_64__)
    __m128i point = _mm_set1_epi8('.');
    uint32_t first = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)(end - 17)), point));
    uint32_t mask = first << 15 | (uint32_t)(end[-1] == '.') << 31;
    mask &= (uint32_t)(0xffffffff00000000ull >> count);
    return mask ? (size_t)__builtin_clz(mask) : 32;
#else
    for (size_t i = 0; i < count; i++)
        if (end[-1 - (ptrdiff_t)i] == '.') return i;
    return 32;
#endif
}

/* Adds the digits from `p` on to `*value`, wrapping; returns where they end. Looks up to 8 bytes beyond `end`. */
static inline const uint8_t *digits(const uint8_t *p, const uint8_t *end, uint64_t *value) {
    uint64_t sum = *value;
    while (end - p >= 8) {
        uint64_t word = load8(p);
        if (not_digits(word ^ ascii_zeros)) break;
        sum = sum * 100000000 + number8(word ^ ascii_zeros);
        p += 8;
    }
    while (p < end && is_digit(*p)) sum = sum * 10 + (uint64_t)(*p++ - '0');
    *value = sum;
    return p;
}

/* Any number of up to 19 digits. */
__attribute__((noinline)) static uint8_t parse_float_slowly(const uint8_t *p, size_t length, double *value) {
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
        while (p < end && p - first < 6 && is_digit(*p)) power = power * 10 + (*p++ - '0');
        if (p == first || p - first > 5) return CSCAN_ASK;
        exponent += down ? -power : power;
    }
    double magnitude;
    if (p != end || !nearest_double(mantissa, exponent, &magnitude)) return CSCAN_ASK;
    *value = negative ? -magnitude : magnitude;
    return CSCAN_VALUE;
}

/* Up to 19 digits, with a point before the last 16 or fewer of them, and an exponent of two digits; `parse_float_slowly`
 * takes the others. */
static inline __attribute__((always_inline)) uint8_t parse_float(const uint8_t *p, size_t length, sixteen sixteen, double *value) {
    const uint8_t *end = p + length;
    uint64_t negative = *p == '-';
    const uint8_t *start = p + negative;
    int64_t exponent = 0;
    if ((end[-4] | 0x20) == 'e' && end - start > 4 && (end[-3] == '-' || end[-3] == '+') && is_digit(end[-2]) &&
        is_digit(end[-1])) {
        exponent = (end[-2] - '0') * 10 + (end[-1] - '0');
        exponent = end[-3] == '-' ? -exponent : exponent;
        end -= 4;
    }
    size_t count = (size_t)(end - start);
    size_t point = last_point(end, count < 17 ? count : 17);
    size_t has_point = point < 32;
    size_t fraction = has_point ? point : 0;
    size_t digits = count - has_point;
    size_t rest = digits > 16 ? digits - 16 : 0; /* in front of the sixteen and the point */
    if (digits == 0 || digits > 19 || rest > 3 * has_point) return parse_float_slowly(p, length, value);
    uint64_t front = last_digits(end - 17, rest);
    uint64_t bad = not_digits(front);
    uint64_t mantissa = number8(front) * 10000000000000000ull + sixteen(end, digits - rest, point, &bad);
    double magnitude;
    if (bad || !nearest_double(mantissa, exponent - (int64_t)fraction, &magnitude))
        return parse_float_slowly(p, length, value);
    uint64_t bits;
    memcpy(&bits, &magnitude, 8);
    bits |= negative << 63;
    memcpy(value, &bits, 8);
    return CSCAN_VALUE;
}

static inline __attribute__((always_inline)) uint8_t parse_integer(const uint8_t *p, size_t length, int canonical, sixteen sixteen, int64_t *value) {
    uint64_t negative = *p == '-';
    size_t count = length - negative;
    /* 18 digits always fit. */
    if (count == 0 || count > 18 || (canonical && p[negative] == '0' && length > 1)) return CSCAN_ASK;
    uint64_t bad = 0;
    uint64_t magnitude = sixteen(p + length, count < 16 ? count : 16, 32, &bad);
    if (count > 16) {
        uint64_t more = last_digits(p + length - 16, count - 16);
        bad |= not_digits(more);
        magnitude += number8(more) * 10000000000000000ull;
    }
    if (bad) return CSCAN_ASK;
    *value = (int64_t)((magnitude ^ -negative) + negative);
    return CSCAN_VALUE;
}
