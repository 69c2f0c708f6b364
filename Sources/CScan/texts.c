#include "CScan.h"

#include "words.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

int cscan_is_text_portable(const uint8_t *bytes, size_t count) {
    size_t i = 0;
    while (i < count) {
        /* Thirty-two, then eight bytes of ASCII without NUL. */
        while (i + 32 <= count) {
            uint64_t a = load8(bytes + i), b = load8(bytes + i + 8), c = load8(bytes + i + 16), d = load8(bytes + i + 24);
            const uint64_t one = 0x0101010101010101ull;
            if ((a | b | c | d | (a - one) | (b - one) | (c - one) | (d - one)) & 0x8080808080808080ull) break;
            i += 32;
        }
        if (i == count) break;
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

#if defined(__x86_64__)

/* What a pair of bytes can be wrong with; a table for each of three halves of bytes says what it does not exclude (Keiser
 * and Lemire, "Validating UTF-8 in less than one instruction per byte", 2021). */
enum {
    TOO_SHORT = 1 << 0,  /* a lead byte without a byte that continues it */
    TOO_LONG = 1 << 1,   /* ASCII, and one that continues */
    OVERLONG_3 = 1 << 2,
    TOO_LARGE = 1 << 3,  /* above U+10FFFF */
    SURROGATE = 1 << 4,
    OVERLONG_2 = 1 << 5,
    TOO_LARGE_1000 = 1 << 6,
    OVERLONG_4 = 1 << 6,
    TWO_CONTS = 1 << 7, /* two that continue: right behind leads of three and four */
    CARRY = TOO_SHORT | TOO_LONG | TWO_CONTS
};

#define MODERN __attribute__((target("avx2")))
#define TABLE(...) _mm256_broadcastsi128_si256(_mm_setr_epi8(__VA_ARGS__))

/* Not 0 where the 32 bytes, of which the three before are known, are no UTF-8. */
MODERN static inline __m256i faults(const uint8_t *bytes) {
    const char l = (char)(CARRY | TOO_LARGE | TOO_LARGE_1000);
    const __m256i first_high = TABLE(
        TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, (char)TWO_CONTS, (char)TWO_CONTS,
        (char)TWO_CONTS, (char)TWO_CONTS, TOO_SHORT | OVERLONG_2, TOO_SHORT, TOO_SHORT | OVERLONG_3 | SURROGATE,
        TOO_SHORT | TOO_LARGE | TOO_LARGE_1000 | OVERLONG_4);
    const __m256i first_low =
        TABLE((char)(CARRY | OVERLONG_3 | OVERLONG_2 | OVERLONG_4), (char)(CARRY | OVERLONG_2), (char)CARRY, (char)CARRY,
              (char)(CARRY | TOO_LARGE), l, l, l, l, l, l, l, l, (char)(CARRY | TOO_LARGE | TOO_LARGE_1000 | SURROGATE), l,
              l);
    const __m256i second_high = TABLE(
        TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT,
        (char)(TOO_LONG | OVERLONG_2 | TWO_CONTS | OVERLONG_3 | TOO_LARGE_1000 | OVERLONG_4),
        (char)(TOO_LONG | OVERLONG_2 | TWO_CONTS | OVERLONG_3 | TOO_LARGE),
        (char)(TOO_LONG | OVERLONG_2 | TWO_CONTS | SURROGATE | TOO_LARGE),
        (char)(TOO_LONG | OVERLONG_2 | TWO_CONTS | SURROGATE | TOO_LARGE), TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT);
    const __m256i low = _mm256_set1_epi8(15);
    __m256i here = _mm256_loadu_si256((const __m256i *)bytes);
    __m256i before = _mm256_loadu_si256((const __m256i *)(bytes - 1));
    __m256i special = _mm256_and_si256(
        _mm256_and_si256(_mm256_shuffle_epi8(first_high, _mm256_and_si256(_mm256_srli_epi16(before, 4), low)),
                         _mm256_shuffle_epi8(first_low, _mm256_and_si256(before, low))),
        _mm256_shuffle_epi8(second_high, _mm256_and_si256(_mm256_srli_epi16(here, 4), low)));
    __m256i third = _mm256_subs_epu8(_mm256_loadu_si256((const __m256i *)(bytes - 2)), _mm256_set1_epi8(0xe0 - 0x80));
    __m256i fourth = _mm256_subs_epu8(_mm256_loadu_si256((const __m256i *)(bytes - 3)), _mm256_set1_epi8((char)(0xf0 - 0x80)));
    __m256i must_continue = _mm256_and_si256(_mm256_or_si256(third, fourth), _mm256_set1_epi8((char)0x80));
    return _mm256_xor_si256(must_continue, special);
}

MODERN static int is_text_modern(const uint8_t *bytes, size_t count) {
    enum { STEP = 64 };
    uint8_t edge[4 + STEP];
    const __m256i zero = _mm256_setzero_si256();
    __m256i wrong = zero;
    for (size_t i = 0; i <= count; i += STEP) {
        const uint8_t *at = bytes + i;
        /* What is before and behind the text is ASCII. */
        if (i == 0 || i + STEP > count) {
            memset(edge, ' ', sizeof edge);
            size_t before = i == 0 ? 0 : 3;
            memcpy(edge + 4 - before, at - before, before + (count - i < STEP ? count - i : STEP));
            at = edge + 4;
        }
        __m256i a = _mm256_loadu_si256((const __m256i *)at), b = _mm256_loadu_si256((const __m256i *)(at + 32));
        wrong = _mm256_or_si256(wrong, _mm256_cmpeq_epi8(_mm256_min_epu8(a, b), zero));
        __m256i any = _mm256_or_si256(_mm256_or_si256(a, b), _mm256_loadu_si256((const __m256i *)(at - 3)));
        if (_mm256_movemask_epi8(any)) wrong = _mm256_or_si256(wrong, _mm256_or_si256(faults(at), faults(at + 32)));
    }
    return _mm256_testz_si256(wrong, wrong);
}

int cscan_is_text(const uint8_t *bytes, size_t count) {
    return __builtin_cpu_supports("avx2") ? is_text_modern(bytes, count) : cscan_is_text_portable(bytes, count);
}

#else

int cscan_is_text(const uint8_t *bytes, size_t count) { return cscan_is_text_portable(bytes, count); }

#endif
