#ifndef ALLOCATION_COUNT_H
#define ALLOCATION_COUNT_H

/// How often this thread has asked for memory (malloc, calloc, realloc, aligned_alloc, posix_memalign).
unsigned long allocation_count(void);

#endif
