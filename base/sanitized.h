/* Whether the address sanitizer is built in: it maps terabytes for its shadow,
 * and everything takes several times as long. gcc and clang say so in ways of
 * their own. */
#ifndef TZ_BASE_SANITIZED_H
#define TZ_BASE_SANITIZED_H

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

#endif
