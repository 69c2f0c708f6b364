/* Numbers of eight cells at a time, with AVX-512: the digits of a cell are brought together in half a register, those of
 * eight become numbers in one go, and so do their doubles. Included by cells.c. */
#pragma once

#include "CScan.h"

#include <immintrin.h>
#include <string.h>

#define WIDE __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512cd,avx2,bmi,bmi2,lzcnt,fma")))

enum { CELLS = 8, EXACT_POWERS = 22 };

/* The upper bits of eight words, as many as `counts` say, or all. */
WIDE static inline __attribute__((always_inline)) __m256i upper_bits(__m256i counts) {
    const __m256i all = _mm256_set1_epi32(-1);
    return _mm256_andnot_si256(_mm256_srlv_epi32(all, counts), all);
}

/* Where eight cells begin and end among the bytes. */
typedef struct {
    __m256i start, length, end;
    __m256i front; /* the first four bytes */
    __mmask8 negative;
} places;

WIDE static inline __attribute__((always_inline)) places places_of(const uint8_t *bytes, const cscan_field *fields,
                                                                   const uint32_t *rows) {
    __m512i eight = _mm512_i32gather_epi64(_mm256_loadu_si256((const __m256i *)rows), fields, 8);
    places places;
    places.start = _mm512_cvtepi64_epi32(eight);
    places.length = _mm256_and_si256(_mm512_cvtepi64_epi32(_mm512_srli_epi64(eight, 32)), _mm256_set1_epi32(CSCAN_LENGTH));
    places.end = _mm256_add_epi32(places.start, places.length);
    places.front = _mm256_i32gather_epi32((const int *)bytes, places.start, 1);
    places.negative = _mm256_cmpeq_epi32_mask(_mm256_and_si256(places.front, _mm256_set1_epi32(0xff)),
                                              _mm256_set1_epi32('-'));
    return places;
}

/* The exponents of cells that end with one of two digits, which are taken off the cells. */
WIDE static inline __attribute__((always_inline)) __m256i take_exponents(places *places, __m256i tail, __mmask8 some) {
    const __m256i byte = _mm256_set1_epi32(0xff), zero = _mm256_set1_epi32('0'), nine = _mm256_set1_epi32(9);
    __m256i sign = _mm256_and_si256(_mm256_srli_epi32(tail, 8), byte);
    __m256i tens = _mm256_sub_epi32(_mm256_and_si256(_mm256_srli_epi32(tail, 16), byte), zero);
    __m256i ones = _mm256_sub_epi32(_mm256_srli_epi32(tail, 24), zero);
    __mmask8 down = _mm256_mask_cmpeq_epi32_mask(some, sign, _mm256_set1_epi32('-'));
    some = down | _mm256_mask_cmpeq_epi32_mask(some, sign, _mm256_set1_epi32('+'));
    some = _mm256_mask_cmple_epu32_mask(some, tens, nine) & _mm256_mask_cmple_epu32_mask(some, ones, nine);
    __m256i least = _mm256_mask_add_epi32(_mm256_set1_epi32(4), places->negative, _mm256_set1_epi32(4), _mm256_set1_epi32(1));
    some = _mm256_mask_cmpgt_epu32_mask(some, places->length, least);
    places->end = _mm256_mask_sub_epi32(places->end, some, places->end, _mm256_set1_epi32(4));
    places->length = _mm256_mask_sub_epi32(places->length, some, places->length, _mm256_set1_epi32(4));
    __m256i exponent = _mm256_maskz_add_epi32(some, _mm256_mullo_epi32(tens, _mm256_set1_epi32(10)), ones);
    return _mm256_mask_sub_epi32(exponent, down, _mm256_setzero_si256(), exponent);
}

/* Which of eight cells, each half a register, have a byte that is more than 9. */
WIDE static inline __attribute__((always_inline)) __mmask8 have_others(const __m512i digits[4]) {
    uint64_t others[4];
    for (int i = 0; i < 4; i++) others[i] = _mm512_cmpgt_epu8_mask(digits[i], _mm512_set1_epi8(9));
    __m256i eight = _mm256_setr_epi64x((long long)others[0], (long long)others[1], (long long)others[2], (long long)others[3]);
    return _mm256_test_epi32_mask(eight, eight);
}

WIDE static inline __attribute__((always_inline)) __m512i pair_of(__m256i low, __m256i high) {
    return _mm512_inserti64x4(_mm512_castsi256_si512(low), high, 1);
}

/* Of a table of 24, in registers. */
WIDE static inline __attribute__((always_inline)) __m512d of_table(const double *table, __m512i index, __mmask8 is_high) {
    __m512d low = _mm512_permutex2var_pd(_mm512_loadu_pd(table), index, _mm512_loadu_pd(table + 8));
    return _mm512_mask_permutexvar_pd(low, is_high, index, _mm512_loadu_pd(table + 16));
}

/* Bytes of 0 to 9 in four registers, those of each cell at the end of its half and behind zeros, as numbers of 24 digits:
 * `tops` are the first eight digits, `bottoms` the others, modulo 2^64. */
WIDE static inline __attribute__((always_inline)) __m512i numbers24(const __m512i digits[4], __m512i *tops) {
    __m512i eights[2];
    for (int i = 0; i < 2; i++) {
        __m512i fours[2];
        for (int k = 0; k < 2; k++) {
            __m512i pairs = _mm512_maddubs_epi16(digits[2 * i + k], _mm512_set1_epi16(0x010a));
            fours[k] = _mm512_madd_epi16(pairs, _mm512_set1_epi32(0x00010064));
        }
        eights[i] = _mm512_madd_epi16(_mm512_packus_epi32(fours[0], fours[1]), _mm512_set1_epi32(0x00012710));
    }
    /* Of its 32 bytes, a cell has the digits 9 to 16 from the end at the end of a lane of 16 bytes, and so on. */
    const __m512i top = _mm512_setr_epi64(1, 9, 3, 11, 17, 25, 19, 27);
    const __m512i middle = _mm512_setr_epi64(4, 12, 6, 14, 20, 28, 22, 30);
    const __m512i low = _mm512_setr_epi64(5, 13, 7, 15, 21, 29, 23, 31);
    *tops = _mm512_maskz_permutex2var_epi32(0x5555, eights[0], top, eights[1]);
    __m512i middles = _mm512_maskz_permutex2var_epi32(0x5555, eights[0], middle, eights[1]);
    __m512i lows = _mm512_maskz_permutex2var_epi32(0x5555, eights[0], low, eights[1]);
    __m512i sum = _mm512_add_epi64(lows, _mm512_mul_epu32(middles, _mm512_set1_epi64(100000000)));
    return _mm512_add_epi64(sum, _mm512_mullo_epi64(*tops, _mm512_set1_epi64(10000000000000000)));
}

/* What is written for eight cells: numbers where `odd` has no bit, else what `parse` makes of the cell. */
#define REST(parse)                                                                    \
    for (uint32_t left = odd; left; left &= left - 1) {                                \
        size_t cell = i + (size_t)__builtin_ctz(left);                                 \
        cscan_field field = fields[cells.rows[cell]];                                  \
        const uint8_t *text = cells.bytes + field.offset;                              \
        size_t length = field.length_and_flags & CSCAN_LENGTH;                         \
        uint8_t found = field.length_and_flags == 0 ? CSCAN_MISSING                    \
                        : length == 0               ? CSCAN_ASK                        \
                                                    : parse(text, length, cell); \
        status[cell] = found;                                                          \
        others += found != CSCAN_VALUE;                                                \
    }

/* Cells with up to 24 digits, whose first five are zeros if there are so many, with a point before the last 22 or fewer of
 * them, and with an exponent of two digits, as long as their number is m / 10^k for k of 0 to 22.
 *
 * With q the nearest double to h / 10^k for the double h next to m, the quotient is q + (r + m - h) / 10^k, where r, the
 * remainder h - 10^k q, is a double, and so is m - h. That correction is known to be within 2^-50 of itself; if q rounds to
 * the same with a little more and a little less of it, then that is the nearest double to the quotient. */
WIDE static size_t floats_wide(cscan_cells cells, double *restrict values, uint8_t *restrict status) {
    static const double powers[24] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                    1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                                    1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    static const double inverses[24] = {1e-0,  1e-1,  1e-2,  1e-3,  1e-4,  1e-5,  1e-6,  1e-7,
                                                      1e-8,  1e-9,  1e-10, 1e-11, 1e-12, 1e-13, 1e-14, 1e-15,
                                                      1e-16, 1e-17, 1e-18, 1e-19, 1e-20, 1e-21, 1e-22};
    size_t others = 0;
    const cscan_field *fields = cells.fields + cells.column;
    size_t i = 0;
    for (; i + CELLS <= cells.count; i += CELLS) {
        places places = places_of(cells.bytes, fields, cells.rows + i);
        __m256i exponent = _mm256_setzero_si256();
        __m256i tail = _mm256_i32gather_epi32((const int *)(cells.bytes - 4), places.end, 1);
        __m256i lower = _mm256_or_si256(_mm256_and_si256(tail, _mm256_set1_epi32(0xff)), _mm256_set1_epi32(0x20));
        __mmask8 some = _mm256_cmpeq_epi32_mask(lower, _mm256_set1_epi32('e'));
        if (some) exponent = take_exponents(&places, tail, some);
        __m256i count = _mm256_mask_sub_epi32(places.length, places.negative, places.length, _mm256_set1_epi32(1));
        uint32_t ends[CELLS], masks[2][CELLS];
        __m256i texts[CELLS];
        _mm256_storeu_si256((__m256i *)ends, places.end);
        for (int j = 0; j < CELLS; j++) {
            texts[j] = _mm256_loadu_si256((const __m256i *)(cells.bytes + ends[j] - 32));
            masks[0][j] = _mm256_cmpeq_epi8_mask(texts[j], _mm256_set1_epi8('.'));
        }
        __m256i points = _mm256_and_si256(_mm256_loadu_si256((const __m256i *)masks[0]), upper_bits(count));
        __mmask8 has_point = _mm256_test_epi32_mask(points, points);
        __m256i fraction = _mm256_lzcnt_epi32(points);
        __m256i number = _mm256_mask_sub_epi32(count, has_point, count, _mm256_set1_epi32(1));
        /* The bytes up to the point come from one before. */
        _mm256_storeu_si256((__m256i *)masks[0], _mm256_srlv_epi32(_mm256_set1_epi32(-1), fraction));
        _mm256_storeu_si256((__m256i *)masks[1], upper_bits(number));
        __m512i digits[4];
        for (int j = 0; j < CELLS; j++) {
            __m256i joined = _mm256_mask_loadu_epi8(texts[j], masks[0][j], cells.bytes + ends[j] - 33);
            texts[j] = _mm256_maskz_sub_epi8(masks[1][j], joined, _mm256_set1_epi8('0'));
        }
        for (int j = 0; j < 4; j++) digits[j] = pair_of(texts[2 * j], texts[2 * j + 1]);
        __m512i tops;
        __m512i m = numbers24(digits, &tops);
        __m256i divisor = _mm256_sub_epi32(_mm256_maskz_mov_epi32(has_point, fraction), exponent);
        uint32_t odd = have_others(digits) | _mm512_cmpgt_epu64_mask(tops, _mm512_set1_epi64(999));
        odd |= _mm256_cmpgt_epu32_mask(_mm256_sub_epi32(number, _mm256_set1_epi32(1)), _mm256_set1_epi32(23));
        odd |= _mm256_cmpgt_epu32_mask(divisor, _mm256_set1_epi32(EXACT_POWERS));
        __mmask8 is_high = _mm256_cmpgt_epu32_mask(divisor, _mm256_set1_epi32(15));
        __m512i k = _mm512_cvtepu32_epi64(divisor);
        __m512d power = of_table(powers, k, is_high), inverse = of_table(inverses, k, is_high);
        __m512d h = _mm512_cvtepu64_pd(m);
        __m512d rest = _mm512_cvtepi64_pd(_mm512_sub_epi64(m, _mm512_cvtpd_epu64(h)));
        __m512d q = _mm512_div_pd(h, power);
        __m512d remainder = _mm512_fnmadd_pd(q, power, h);
        __m512d correction = _mm512_mul_pd(_mm512_add_pd(remainder, rest), inverse);
        __m512d more = _mm512_fmadd_pd(correction, _mm512_set1_pd(1 + 0x1p-50), q);
        __m512d less = _mm512_fmadd_pd(correction, _mm512_set1_pd(1 - 0x1p-50), q);
        odd |= _mm512_cmp_pd_mask(more, less, _CMP_NEQ_UQ);
        __m512i bits = _mm512_castpd_si512(more);
        bits = _mm512_mask_xor_epi64(bits, places.negative, bits, _mm512_set1_epi64((long long)(1ull << 63)));
        _mm512_storeu_si512(values + i, _mm512_maskz_mov_epi64((__mmask8)~odd, bits));
        memset(status + i, CSCAN_VALUE, CELLS);
        REST(ONE_FLOAT)
    }
    for (; i < cells.count; i++) {
        uint32_t odd = 1;
        values[i] = 0;
        REST(ONE_FLOAT)
    }
    return others;
}

/* Cells of up to 18 digits. */
WIDE static size_t integers_wide(cscan_cells cells, int canonical, int64_t *restrict values, uint8_t *restrict status) {
    size_t others = 0;
    const cscan_field *fields = cells.fields + cells.column;
    size_t i = 0;
    for (; i + CELLS <= cells.count; i += CELLS) {
        places places = places_of(cells.bytes, fields, cells.rows + i);
        __m256i count = _mm256_mask_sub_epi32(places.length, places.negative, places.length, _mm256_set1_epi32(1));
        uint32_t ends[CELLS], kept[CELLS];
        _mm256_storeu_si256((__m256i *)ends, places.end);
        _mm256_storeu_si256((__m256i *)kept, upper_bits(count));
        __m256i texts[CELLS];
        for (int j = 0; j < CELLS; j++) {
            __m256i last = _mm256_loadu_si256((const __m256i *)(cells.bytes + ends[j] - 32));
            texts[j] = _mm256_maskz_sub_epi8(kept[j], last, _mm256_set1_epi8('0'));
        }
        __m512i digits[4];
        for (int j = 0; j < 4; j++) digits[j] = pair_of(texts[2 * j], texts[2 * j + 1]);
        uint32_t odd = have_others(digits);
        odd |= _mm256_cmpgt_epu32_mask(_mm256_sub_epi32(count, _mm256_set1_epi32(1)), _mm256_set1_epi32(17));
        if (canonical) {
            __m256i first = _mm256_mask_srli_epi32(places.front, places.negative, places.front, 8);
            __mmask8 zero = _mm256_cmpeq_epi32_mask(_mm256_and_si256(first, _mm256_set1_epi32(0xff)), _mm256_set1_epi32('0'));
            odd |= _mm256_mask_cmpgt_epu32_mask(zero, places.length, _mm256_set1_epi32(1));
        }
        __m512i tops;
        __m512i m = numbers24(digits, &tops);
        m = _mm512_mask_sub_epi64(m, places.negative, _mm512_setzero_si512(), m);
        _mm512_storeu_si512(values + i, _mm512_maskz_mov_epi64((__mmask8)~odd, m));
        memset(status + i, CSCAN_VALUE, CELLS);
        REST(ONE_INTEGER)
    }
    for (; i < cells.count; i++) {
        uint32_t odd = 1;
        values[i] = 0;
        REST(ONE_INTEGER)
    }
    return others;
}
