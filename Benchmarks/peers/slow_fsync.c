// Delays every fsync and fdatasync of a file in one folder, or of the folder itself: a disk that
// takes its time. Preloaded into blink-run by the workload "state" of scripts/bench.
//
//   BLINK_SLOW_FOLDER   the folder's absolute path
//   BLINK_SLOW_MS       the delay in milliseconds
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static void delay(int descriptor) {
  const char *folder = getenv("BLINK_SLOW_FOLDER"), *text = getenv("BLINK_SLOW_MS");
  char link[32], path[4096];
  if (!folder || !text) return;
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return;
  path[length] = 0;
  if (strncmp(path, folder, strlen(folder)) != 0) return;
  long milliseconds = atol(text);
  struct timespec pause = {milliseconds / 1000, milliseconds % 1000 * 1000000};
  nanosleep(&pause, NULL);
}

int fsync(int descriptor) {
  delay(descriptor);
  return (int)syscall(SYS_fsync, descriptor);
}

int fdatasync(int descriptor) {
  delay(descriptor);
  return (int)syscall(SYS_fdatasync, descriptor);
}
