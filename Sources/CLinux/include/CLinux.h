/* epoll, eventfd and process spawning in a form that Swift can call: Swift does not import the packed epoll_event,
 * nor glibc's POSIX_SPAWN_SETSID, which needs _GNU_SOURCE. */
#pragma once

#include <stdint.h>

/* All return -errno on failure. */

int clinux_epoll_create(void);
int clinux_eventfd_create(void);

/* Watches `fd` once: the event carries `token` and then the descriptor is silent until armed anew. Works whether or not
 * the descriptor is known already, as libpq closes and opens sockets while it connects. */
int clinux_epoll_arm(int epoll, int fd, int readable, int writable, uint64_t token);

/* Watches an eventfd for good. */
int clinux_epoll_watch(int epoll, int fd, uint64_t token);

/* Writes the tokens of ready descriptors and returns their number; 0 when interrupted or timed out. */
int clinux_epoll_wait(int epoll, uint64_t *tokens, int capacity, int timeout_milliseconds);

void clinux_eventfd_signal(int fd);
void clinux_eventfd_clear(int fd);

/* Whether bytes, an end or an error wait on a socket, without taking any. */
int clinux_socket_has_news(int fd);

/* A pipe that no other child inherits: ends[0] reads, ends[1] writes. */
int clinux_pipe(int ends[2]);

/* Names the calling thread, at most 15 characters, for debuggers and top. */
void clinux_name_thread(const char *name);

/* Starts a program in a session of its own, so that a terminal's Ctrl-C does not reach it. Standard input comes from
 * `input` (/dev/null if negative); standard output and error are appended to `log_path`. Returns the process id. */
int clinux_spawn(const char *path, char *const arguments[], char *const environment[], int input,
                 const char *log_path);

/* Waits for a child to end; returns its exit code, or 128 + the signal that ended it. */
int clinux_wait(int pid);
