/* Makes one system call on files under BLINK_FAULT_FOLDER go wrong, when preloaded.
 *
 * BLINK_FAULT is "NUMBER ERRNO": the call with that number, from 1, and every one behind it, fails
 * with that error; or "NUMBER kill": the process is killed before that call. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int count;

static int is_ours(const char *path) {
  const char *folder = getenv("BLINK_FAULT_FOLDER");
  return folder && path && strstr(path, folder);
}

static int is_ours_fd(int fd) {
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return is_ours(path);
}

/* Whether this call fails; errno says how. */
static int fails(void) {
  const char *fault = getenv("BLINK_FAULT");
  if (!fault) return 0;
  int number = atoi(fault);
  const char *how = strchr(fault, ' ');
  if (!how || __sync_add_and_fetch(&count, 1) < number) return 0;
  if (strcmp(how + 1, "kill") == 0) kill(getpid(), SIGKILL);
  errno = atoi(how + 1);
  return 1;
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int fd, const void *bytes, size_t size) {
  if (is_ours_fd(fd) && fails()) {
    /* A disk that is full takes a part. */
    if (errno == ENOSPC && size > 1) {
      int number = errno;
      ssize_t written = NEXT(write)(fd, bytes, size / 2);
      errno = number;
      return written;
    }
    return -1;
  }
  return NEXT(write)(fd, bytes, size);
}

int fsync(int fd) { return is_ours_fd(fd) && fails() ? -1 : NEXT(fsync)(fd); }
int fdatasync(int fd) { return is_ours_fd(fd) && fails() ? -1 : NEXT(fdatasync)(fd); }
int ftruncate(int fd, off_t size) {
  return is_ours_fd(fd) && fails() ? -1 : NEXT(ftruncate)(fd, size);
}
int rename(const char *from, const char *to) {
  return is_ours(to) && fails() ? -1 : NEXT(rename)(from, to);
}
int unlink(const char *path) { return is_ours(path) && fails() ? -1 : NEXT(unlink)(path); }

static int opens(int (*next)(const char *, int, ...), const char *path, int flags, int mode) {
  if ((flags & O_CREAT) && is_ours(path) && fails()) return -1;
  return next(path, flags, mode);
}

int open(const char *path, int flags, ...) {
  va_list list;
  va_start(list, flags);
  int mode = va_arg(list, int);
  va_end(list);
  return opens(NEXT(open), path, flags, mode);
}

int open64(const char *path, int flags, ...) {
  va_list list;
  va_start(list, flags);
  int mode = va_arg(list, int);
  va_end(list);
  return opens(NEXT(open64), path, flags, mode);
}
