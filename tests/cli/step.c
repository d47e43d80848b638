/* Counts what a process asks of the disk, and at one of these steps kills or stops it or makes the step fail.
 *
 * Preloaded into the real binary by tests/cli/steps.rs. A step is a call that changes a file or directory or makes
 * a change last: create, write, truncate, sync, rename, unlink. Pipes and terminals are left alone.
 *
 *   STEP_DO     kill   SIGKILL instead of the step
 *               torn   SIGKILL after half of a write, or after any other step
 *               stop   SIGSTOP before the step, which happens when the process is continued
 *               eio    the step fails with EIO, once
 *               dead   the step and all after it fail with EIO
 *               full   the step and all after it that take room fail with ENOSPC; a write first takes half
 *   STEP_AT     which step, from 1
 *   STEP_COUNT  a file that is told the number of steps taken
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum kind { ROOM, TRUNCATE, SYNC, NAME };

static long taken;

static void tell(void)
{
    const char *path = getenv("STEP_COUNT");
    char text[32];
    if (!path) return;
    int fd = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    int length = snprintf(text, sizeof text, "%ld\n", taken);
    syscall(SYS_pwrite64, fd, text, length, 0L);
    syscall(SYS_close, fd);
}

/* What to do with this step: 0 to let it happen, an error to fail with, -1 to die in the middle of it. */
static int step(enum kind kind)
{
    const char *what = getenv("STEP_DO"), *at = getenv("STEP_AT");
    taken++;
    tell();
    if (!what || !at || taken < atol(at)) return 0;
    if (taken == atol(at)) {
        if (!strcmp(what, "kill")) kill(getpid(), SIGKILL);
        if (!strcmp(what, "torn")) return -1;
        if (!strcmp(what, "stop")) kill(getpid(), SIGSTOP);
        if (!strcmp(what, "eio")) return EIO;
    }
    if (!strcmp(what, "dead")) return EIO;
    if (!strcmp(what, "full") && kind == ROOM) return ENOSPC;
    return 0;
}

static int is_on_disk(int fd)
{
    struct stat found;
    return !syscall(SYS_fstat, fd, &found) && (S_ISREG(found.st_mode) || S_ISDIR(found.st_mode));
}

static void die(void) { kill(getpid(), SIGKILL); }

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static ssize_t wrote(int verdict, size_t size, ssize_t half)
{
    if (verdict == -1) die();
    if (verdict == ENOSPC && size > 1 && half > 0) return half;
    errno = verdict;
    return -1;
}

ssize_t write(int fd, const void *bytes, size_t size)
{
    int verdict = is_on_disk(fd) ? step(ROOM) : 0;
    if (!verdict) return REAL(write)(fd, bytes, size);
    return wrote(verdict, size, verdict == EIO ? 0 : REAL(write)(fd, bytes, size / 2));
}

ssize_t pwrite(int fd, const void *bytes, size_t size, off_t offset)
{
    int verdict = is_on_disk(fd) ? step(ROOM) : 0;
    if (!verdict) return REAL(pwrite)(fd, bytes, size, offset);
    return wrote(verdict, size, verdict == EIO ? 0 : REAL(pwrite)(fd, bytes, size / 2, offset));
}

ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t offset)
{
    int verdict = is_on_disk(fd) ? step(ROOM) : 0;
    if (!verdict) return REAL(pwrite64)(fd, bytes, size, offset);
    return wrote(verdict, size, verdict == EIO ? 0 : REAL(pwrite64)(fd, bytes, size / 2, offset));
}

/* The others are whole or not at all. */
#define WHOLE(kind, call)                       \
    int verdict = step(kind);                   \
    if (verdict > 0) { errno = verdict; return -1; } \
    int done = (call);                          \
    if (verdict == -1) die();                   \
    return done;

int fsync(int fd) { WHOLE(SYNC, REAL(fsync)(fd)) }
int fdatasync(int fd) { WHOLE(SYNC, REAL(fdatasync)(fd)) }
int ftruncate(int fd, off_t size) { WHOLE(TRUNCATE, REAL(ftruncate)(fd, size)) }
int ftruncate64(int fd, off64_t size) { WHOLE(TRUNCATE, REAL(ftruncate64)(fd, size)) }
int unlink(const char *path) { WHOLE(NAME, REAL(unlink)(path)) }
int rename(const char *from, const char *to) { WHOLE(NAME, REAL(rename)(from, to)) }

static int creates(int flags) { return (flags & O_CREAT) != 0; }

#define OPEN(name)                                                       \
    int name(const char *path, int flags, ...)                           \
    {                                                                    \
        va_list rest;                                                    \
        va_start(rest, flags);                                           \
        mode_t mode = creates(flags) ? va_arg(rest, mode_t) : 0;         \
        va_end(rest);                                                    \
        if (!creates(flags)) return REAL(name)(path, flags);             \
        WHOLE(ROOM, REAL(name)(path, flags, mode))                       \
    }
OPEN(open)
OPEN(open64)
