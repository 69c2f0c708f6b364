#include "CScan.h"

#include "words.h"
#include <stdlib.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

/* Strings of up to 64 bytes, which are nearly all, are hashed, compared and copied as if they had so many, so that no
 * branch is guessed wrong where they are of many lengths.
 *
 * The hash sums the products of a text's words of 32 bits, each plus a secret one (NH of UMAC, RFC 4418; two texts of one
 * length meet with a chance of 2^-32, whoever makes them), and mixes the sum with the length; longer texts chain that. */

enum { STRIPE = 64, SLOTS_MIN = 64, BATCH = 32 };

struct slot {
    uint32_t tag;    /* of the hash; its low bits are the slot's place, or one before it */
    uint32_t number; /* the index plus one; 0 is free */
};

#define INLINE static inline __attribute__((always_inline))

INLINE uint64_t fold(uint64_t a, uint64_t b) {
    unsigned __int128 product = (unsigned __int128)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

typedef struct {
    /* The sum of products of `count` bytes, at most 64. */
    uint64_t (*sum)(const uint8_t *text, size_t count, const uint64_t *keys);
    /* Whether two texts of `count` bytes, at most 64, are equal. */
    int (*equal)(const uint8_t *a, const uint8_t *b, size_t count);
} ways;

/* Of a text with CSCAN_PADDING behind it. */
INLINE uint32_t hash(const uint8_t *text, size_t count, const uint64_t *keys, ways ways) {
    uint64_t chain = count;
    for (; count > STRIPE; text += STRIPE, count -= STRIPE)
        chain = fold(chain ^ ways.sum(text, STRIPE, keys), keys[CSCAN_KEYS - 1] | 1);
    return (uint32_t)fold(chain ^ ways.sum(text, count, keys), keys[CSCAN_KEYS - 1] | 1);
}

INLINE int equal(const uint8_t *a, const uint8_t *b, size_t count, ways ways) {
    for (; count > STRIPE; a += STRIPE, b += STRIPE, count -= STRIPE)
        if (!ways.equal(a, b, STRIPE)) return 0;
    return ways.equal(a, b, count);
}

static void *must(void *memory) {
    if (!memory) abort();
    return memory;
}

static void put(struct slot *slots, uint32_t mask, struct slot slot) {
    uint32_t place = slot.tag & mask;
    while (slots[place].number) place = (place + 1) & mask;
    slots[place] = slot;
}

__attribute__((noinline)) static void grow(cscan_dictionary *dictionary) {
    uint32_t mask = dictionary->mask * 2 + 1;
    struct slot *slots = must(calloc((size_t)mask + 1, sizeof *slots));
    for (size_t i = 0; i <= dictionary->mask; i++)
        if (dictionary->slots[i].number) put(slots, mask, dictionary->slots[i]);
    free(dictionary->slots);
    dictionary->slots = slots;
    dictionary->mask = mask;
}

__attribute__((noinline)) static void reserve_offsets(cscan_dictionary *dictionary) {
    dictionary->offsets_max *= 2;
    dictionary->offsets = must(realloc(dictionary->offsets, dictionary->offsets_max * sizeof *dictionary->offsets));
}

__attribute__((noinline)) static void reserve(cscan_dictionary *dictionary, size_t bytes) {
    size_t capacity = dictionary->capacity * 2 > bytes ? dictionary->capacity * 2 : bytes;
    dictionary->bytes = must(realloc(dictionary->bytes, capacity + STRIPE));
    dictionary->capacity = capacity;
}

/* Adds a string that is not there. */
INLINE void append(cscan_dictionary *dictionary, const uint8_t *text, size_t count) {
    size_t start = dictionary->byte_count, end = start + 4 + count;
    if (end > dictionary->capacity) reserve(dictionary, end);
    uint8_t *to = dictionary->bytes + start;
    for (int i = 0; i < 4; i++) to[i] = (uint8_t)(count >> 8 * i);
    if (count <= STRIPE)
        memcpy(to + 4, text, STRIPE);
    else
        memcpy(to + 4, text, count);
    dictionary->byte_count = end;
    if (dictionary->count == dictionary->offsets_max) reserve_offsets(dictionary);
    dictionary->offsets[dictionary->count++] = (uint32_t)start;
}

INLINE uint32_t length_at(const uint8_t *string) {
    uint32_t length = 0;
    for (int i = 0; i < 4; i++) length |= (uint32_t)string[i] << 8 * i;
    return length;
}

INLINE uint32_t find(cscan_dictionary *dictionary, const uint8_t *text, size_t count, uint32_t tag, ways ways) {
    uint32_t place = tag & dictionary->mask;
    for (;; place = (place + 1) & dictionary->mask) {
        struct slot slot = dictionary->slots[place];
        if (!slot.number) break;
        if (slot.tag != tag) continue;
        const uint8_t *known = dictionary->bytes + dictionary->offsets[slot.number - 1];
        if (length_at(known) == count && equal(known + 4, text, count, ways)) return slot.number - 1;
    }
    append(dictionary, text, count);
    uint32_t number = dictionary->count;
    dictionary->slots[place] = (struct slot){tag, number};
    if (number * 2 > dictionary->mask) grow(dictionary);
    return number - 1;
}

/* Some cells at a time, so that what one needs comes into the cache while others are worked on. */
INLINE void look_up(cscan_dictionary *dictionary, cscan_cells cells, const uint8_t *status, const uint8_t *left_out,
                    uint32_t *indices, ways ways) {
    const cscan_field *fields = cells.fields + cells.column;
    uint32_t tags[BATCH];
    for (size_t start = 0; start < cells.count; start += BATCH) {
        size_t count = cells.count - start < BATCH ? cells.count - start : BATCH;
        for (size_t i = 0; i < count; i++) {
            cscan_field field = fields[cells.rows[start + i]];
            tags[i] = hash(cells.bytes + field.offset, field.length_and_flags & CSCAN_LENGTH, dictionary->keys, ways);
            __builtin_prefetch(dictionary->slots + (tags[i] & dictionary->mask));
        }
        if (dictionary->byte_count > 1 << 14)
            for (size_t i = 0; i < count; i++) {
                uint32_t number = dictionary->slots[tags[i] & dictionary->mask].number;
                if (number) __builtin_prefetch(dictionary->bytes + dictionary->offsets[number - 1]);
            }
        for (size_t i = 0; i < count; i++) {
            cscan_field field = fields[cells.rows[start + i]];
            uint32_t index = 0;
            if (status[start + i] == CSCAN_VALUE && !left_out[start + i])
                index = find(dictionary, cells.bytes + field.offset, field.length_and_flags & CSCAN_LENGTH, tags[i], ways);
            indices[start + i] = index;
        }
    }
}

cscan_dictionary *cscan_dictionary_make(const uint64_t *keys) {
    cscan_dictionary *dictionary = must(calloc(1, sizeof *dictionary));
    memcpy(dictionary->keys, keys, sizeof dictionary->keys);
    dictionary->mask = SLOTS_MIN - 1;
    dictionary->slots = must(calloc(SLOTS_MIN, sizeof(struct slot)));
    dictionary->bytes = must(calloc(1, STRIPE));
    dictionary->offsets_max = SLOTS_MIN / 2;
    dictionary->offsets = must(calloc(dictionary->offsets_max, sizeof *dictionary->offsets));
    return dictionary;
}

void cscan_dictionary_free(cscan_dictionary *dictionary) {
    free(dictionary->slots);
    free(dictionary->bytes);
    free(dictionary->offsets);
    free(dictionary);
}

void cscan_dictionary_clear(cscan_dictionary *dictionary) {
    /* The next strings will probably be as many; but for a few, a large table is given back. */
    if (dictionary->mask >= 1 << 14 && dictionary->count * 16 < dictionary->mask) {
        free(dictionary->slots);
        dictionary->mask = SLOTS_MIN - 1;
        dictionary->slots = must(calloc(SLOTS_MIN, sizeof(struct slot)));
    } else {
        memset(dictionary->slots, 0, ((size_t)dictionary->mask + 1) * sizeof(struct slot));
    }
    dictionary->byte_count = 0;
    dictionary->count = 0;
}

/* ---- Portable. */

INLINE uint64_t sum_portable(const uint8_t *text, size_t count, const uint64_t *keys) {
    uint64_t sum = 0;
    for (size_t i = 0; i < STRIPE / 8; i++) {
        uint64_t word = 0;
        if (count >= 8 * i + 8)
            word = load8(text + 8 * i);
        else if (count > 8 * i)
            word = load8(text + 8 * i) & ~(~0ull << 8 * (count - 8 * i));
        sum += (uint64_t)((uint32_t)word + (uint32_t)keys[i]) * ((uint32_t)(word >> 32) + (uint32_t)(keys[i] >> 32));
    }
    return sum;
}

INLINE int equal_portable(const uint8_t *a, const uint8_t *b, size_t count) { return memcmp(a, b, count) == 0; }

static const ways portable = {sum_portable, equal_portable};

uint32_t cscan_dictionary_index(cscan_dictionary *dictionary, const uint8_t *text, size_t count) {
    return find(dictionary, text, count, hash(text, count, dictionary->keys, portable), portable);
}

void cscan_dictionary_look_up_portable(cscan_dictionary *dictionary, cscan_cells cells, const uint8_t *status,
                                       const uint8_t *left_out, uint32_t *indices) {
    look_up(dictionary, cells, status, left_out, indices, portable);
}

#if defined(__x86_64__)

/* ---- AVX2. */

#define MODERN __attribute__((target("avx2,bmi,bmi2")))

MODERN INLINE __m256i products_modern(__m256i words, const uint64_t *keys) {
    words = _mm256_add_epi32(words, _mm256_loadu_si256((const __m256i *)keys));
    return _mm256_mul_epu32(words, _mm256_srli_epi64(words, 32));
}

MODERN INLINE uint64_t sum_modern(const uint8_t *text, size_t count, const uint64_t *keys) {
    static const uint8_t kept[2 * STRIPE] = {
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255};
    const __m256i *from = (const __m256i *)text, *mask = (const __m256i *)(kept + STRIPE - count);
    __m256i low = _mm256_and_si256(_mm256_loadu_si256(from), _mm256_loadu_si256(mask));
    __m256i high = _mm256_and_si256(_mm256_loadu_si256(from + 1), _mm256_loadu_si256(mask + 1));
    __m256i four = _mm256_add_epi64(products_modern(low, keys), products_modern(high, keys + 4));
    __m128i two = _mm_add_epi64(_mm256_castsi256_si128(four), _mm256_extracti128_si256(four, 1));
    return (uint64_t)_mm_cvtsi128_si64(_mm_add_epi64(two, _mm_unpackhi_epi64(two, two)));
}

MODERN INLINE int equal_modern(const uint8_t *a, const uint8_t *b, size_t count) {
    const __m256i *x = (const __m256i *)a, *y = (const __m256i *)b;
    __m256i low = _mm256_cmpeq_epi8(_mm256_loadu_si256(x), _mm256_loadu_si256(y));
    __m256i high = _mm256_cmpeq_epi8(_mm256_loadu_si256(x + 1), _mm256_loadu_si256(y + 1));
    uint64_t equal = (uint32_t)_mm256_movemask_epi8(low) | (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32;
    return _bzhi_u64(~equal, (uint32_t)count) == 0;
}

MODERN static void look_up_modern(cscan_dictionary *dictionary, cscan_cells cells, const uint8_t *status,
                                  const uint8_t *left_out, uint32_t *indices) {
    look_up(dictionary, cells, status, left_out, indices, (ways){sum_modern, equal_modern});
}

/* ---- AVX-512. */

#define WIDE __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx2,bmi,bmi2")))

WIDE INLINE uint64_t sum_wide(const uint8_t *text, size_t count, const uint64_t *keys) {
    __m512i words = _mm512_maskz_loadu_epi8(_bzhi_u64(~0ull, (uint32_t)count), text);
    words = _mm512_add_epi32(words, _mm512_loadu_si512(keys));
    __m512i eight = _mm512_mul_epu32(words, _mm512_srli_epi64(words, 32));
    __m256i four = _mm256_add_epi64(_mm512_castsi512_si256(eight), _mm512_extracti64x4_epi64(eight, 1));
    __m128i two = _mm_add_epi64(_mm256_castsi256_si128(four), _mm256_extracti128_si256(four, 1));
    return (uint64_t)_mm_cvtsi128_si64(_mm_add_epi64(two, _mm_unpackhi_epi64(two, two)));
}

WIDE INLINE int equal_wide(const uint8_t *a, const uint8_t *b, size_t count) {
    __mmask64 differ = _mm512_cmpneq_epi8_mask(_mm512_loadu_si512(a), _mm512_loadu_si512(b));
    return _bzhi_u64(differ, (uint32_t)count) == 0;
}

WIDE static void look_up_wide(cscan_dictionary *dictionary, cscan_cells cells, const uint8_t *status,
                              const uint8_t *left_out, uint32_t *indices) {
    look_up(dictionary, cells, status, left_out, indices, (ways){sum_wide, equal_wide});
}

static int is_modern(void) {
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2");
}

void cscan_dictionary_look_up_modern(cscan_dictionary *dictionary, cscan_cells cells, const uint8_t *status,
                                     const uint8_t *left_out, uint32_t *indices) {
    if (is_modern())
        look_up_modern(dictionary, cells, status, left_out, indices);
    else
        cscan_dictionary_look_up_portable(dictionary, cells, status, left_out, indices);
}

void cscan_dictionary_look_up(cscan_dictionary *dictionary, cscan_cells cells, const uint8_t *status,
                              const uint8_t *left_out, uint32_t *indices) {
    int is_wide = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                  __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq");
    if (is_wide && is_modern())
        look_up_wide(dictionary, cells, status, left_out, indices);
    else
        cscan_dictionary_look_up_modern(dictionary, cells, status, left_out, indices);
}

#else

void cscan_dictionary_look_up_modern(cscan_dictionary *dictionary, cscan_cells cells, const uint8_t *status,
                                     const uint8_t *left_out, uint32_t *indices) {
    cscan_dictionary_look_up_portable(dictionary, cells, status, left_out, indices);
}

void cscan_dictionary_look_up(cscan_dictionary *dictionary, cscan_cells cells, const uint8_t *status,
                              const uint8_t *left_out, uint32_t *indices) {
    cscan_dictionary_look_up_portable(dictionary, cells, status, left_out, indices);
}

#endif
