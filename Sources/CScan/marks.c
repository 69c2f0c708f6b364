#include "CScan.h"

#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

/* ---- Portable: eight bytes at a time. */

/* A bit per byte of `word` that is equal to `byte`. */
static inline uint64_t equal8(uint64_t word, uint8_t byte) {
    const uint64_t low = 0x7f7f7f7f7f7f7f7full;
    uint64_t difference = word ^ (0x0101010101010101ull * byte);
    uint64_t zero = ~(((difference & low) + low) | difference | low); /* 0x80 where equal, exactly */
    return (zero >> 7) * 0x0102040810204080ull >> 56;
}

void cscan_mark_portable(const uint8_t *bytes, size_t blocks, uint8_t delimiter, uint8_t quote, uint8_t escape,
                         cscan_marks *marks) {
    for (size_t block = 0; block < blocks; block++, bytes += CSCAN_BLOCK) {
        uint64_t delimiters = 0, feeds = 0, returns = 0, quotes = 0, escapes = 0;
        for (int part = 0; part < 8; part++) {
            uint64_t word = 0;
            for (int i = 0; i < 8; i++) word |= (uint64_t)bytes[part * 8 + i] << (8 * i);
            int shift = part * 8;
            delimiters |= equal8(word, delimiter) << shift;
            feeds |= equal8(word, '\n') << shift;
            returns |= equal8(word, '\r') << shift;
            quotes |= equal8(word, quote) << shift;
            escapes |= equal8(word, escape) << shift;
        }
        marks[block] = (cscan_marks){delimiters, feeds, returns, quotes, escape == quote ? 0 : escapes};
    }
}

#if defined(__x86_64__)

/* ---- SSE2, which every x86-64 has. */

static inline uint64_t sse2_equal(const __m128i v[4], char byte) {
    __m128i wanted = _mm_set1_epi8(byte);
    uint64_t mask = 0;
    for (int i = 0; i < 4; i++)
        mask |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v[i], wanted)) << (16 * i);
    return mask;
}

static void mark_sse2(const uint8_t *bytes, size_t blocks, uint8_t delimiter, uint8_t quote, uint8_t escape,
                      cscan_marks *marks) {
#pragma clang loop vectorize(disable) interleave(disable)
    for (size_t block = 0; block < blocks; block++, bytes += CSCAN_BLOCK) {
        __m128i v[4];
        for (int i = 0; i < 4; i++) v[i] = _mm_loadu_si128((const __m128i *)(bytes + 16 * i));
        marks[block] = (cscan_marks){sse2_equal(v, (char)delimiter), sse2_equal(v, '\n'), sse2_equal(v, '\r'),
                                     sse2_equal(v, (char)quote), escape == quote ? 0 : sse2_equal(v, (char)escape)};
    }
}

/* ---- AVX2. */

__attribute__((target("avx2"))) static inline uint64_t avx2_mask(__m256i low, __m256i high) {
    return (uint32_t)_mm256_movemask_epi8(low) | (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32;
}

__attribute__((target("avx2"))) static void mark_avx2(const uint8_t *bytes, size_t blocks, uint8_t delimiter,
                                                      uint8_t quote, uint8_t escape, cscan_marks *marks) {
    const __m256i lf = _mm256_set1_epi8('\n'), cr = _mm256_set1_epi8('\r');
    const __m256i delimiters = _mm256_set1_epi8((char)delimiter), quotes = _mm256_set1_epi8((char)quote);
    const __m256i escapes = _mm256_set1_epi8((char)escape);
    const uint64_t has_escape = escape == quote ? 0 : ~0ull;
/* Each iteration is vectors already; the compiler would take it apart. */
#pragma clang loop vectorize(disable) interleave(disable)
    for (size_t block = 0; block < blocks; block++, bytes += CSCAN_BLOCK) {
        __m256i a = _mm256_loadu_si256((const __m256i *)bytes), b = _mm256_loadu_si256((const __m256i *)(bytes + 32));
        marks[block].delimiters = avx2_mask(_mm256_cmpeq_epi8(a, delimiters), _mm256_cmpeq_epi8(b, delimiters));
        marks[block].feeds = avx2_mask(_mm256_cmpeq_epi8(a, lf), _mm256_cmpeq_epi8(b, lf));
        marks[block].returns = avx2_mask(_mm256_cmpeq_epi8(a, cr), _mm256_cmpeq_epi8(b, cr));
        marks[block].quotes = avx2_mask(_mm256_cmpeq_epi8(a, quotes), _mm256_cmpeq_epi8(b, quotes));
        marks[block].escapes = has_escape & avx2_mask(_mm256_cmpeq_epi8(a, escapes), _mm256_cmpeq_epi8(b, escapes));
    }
}

/* ---- AVX-512. */

__attribute__((target("avx512f,avx512bw"))) static void mark_avx512(const uint8_t *bytes, size_t blocks,
                                                                    uint8_t delimiter, uint8_t quote, uint8_t escape,
                                                                    cscan_marks *marks) {
    const uint64_t has_escape = escape == quote ? 0 : ~0ull;
    for (size_t block = 0; block < blocks; block++, bytes += CSCAN_BLOCK) {
        __m512i v = _mm512_loadu_si512(bytes);
        marks[block].delimiters = _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8((char)delimiter));
        marks[block].feeds = _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('\n'));
        marks[block].returns = _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('\r'));
        marks[block].quotes = _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8((char)quote));
        marks[block].escapes = has_escape & _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8((char)escape));
    }
}

void cscan_mark(const uint8_t *bytes, size_t blocks, uint8_t delimiter, uint8_t quote, uint8_t escape,
                cscan_marks *marks) {
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw"))
        mark_avx512(bytes, blocks, delimiter, quote, escape, marks);
    else
        cscan_mark_modern(bytes, blocks, delimiter, quote, escape, marks);
}

void cscan_mark_modern(const uint8_t *bytes, size_t blocks, uint8_t delimiter, uint8_t quote, uint8_t escape,
                       cscan_marks *marks) {
    if (__builtin_cpu_supports("avx2"))
        mark_avx2(bytes, blocks, delimiter, quote, escape, marks);
    else
        mark_sse2(bytes, blocks, delimiter, quote, escape, marks);
}

#elif defined(__aarch64__)

/* ---- NEON, which every AArch64 has. */

static inline uint64_t neon_equal(const uint8x16_t v[4], uint8_t byte) {
    const uint8x16_t bits = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
    uint8x16_t wanted = vdupq_n_u8(byte);
    uint8x16_t a = vandq_u8(vceqq_u8(v[0], wanted), bits), b = vandq_u8(vceqq_u8(v[1], wanted), bits);
    uint8x16_t c = vandq_u8(vceqq_u8(v[2], wanted), bits), d = vandq_u8(vceqq_u8(v[3], wanted), bits);
    uint8x16_t sum = vpaddq_u8(vpaddq_u8(a, b), vpaddq_u8(c, d));
    return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(sum, sum)), 0);
}

void cscan_mark(const uint8_t *bytes, size_t blocks, uint8_t delimiter, uint8_t quote, uint8_t escape,
                cscan_marks *marks) {
    for (size_t block = 0; block < blocks; block++, bytes += CSCAN_BLOCK) {
        uint8x16_t v[4] = {vld1q_u8(bytes), vld1q_u8(bytes + 16), vld1q_u8(bytes + 32), vld1q_u8(bytes + 48)};
        marks[block] = (cscan_marks){neon_equal(v, delimiter), neon_equal(v, '\n'), neon_equal(v, '\r'),
                                     neon_equal(v, quote), escape == quote ? 0 : neon_equal(v, escape)};
    }
}

#else

void cscan_mark(const uint8_t *bytes, size_t blocks, uint8_t delimiter, uint8_t quote, uint8_t escape,
                cscan_marks *marks) {
    cscan_mark_portable(bytes, blocks, delimiter, quote, escape, marks);
}

#endif

#if !defined(__x86_64__)
void cscan_mark_modern(const uint8_t *bytes, size_t blocks, uint8_t delimiter, uint8_t quote, uint8_t escape,
                       cscan_marks *marks) {
    cscan_mark(bytes, blocks, delimiter, quote, escape, marks);
}
#endif
