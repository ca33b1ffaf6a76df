/* The name of the unit that a paper speaks of. */
#ifndef TZ_FORMS_UNIT_NAME_H
#define TZ_FORMS_UNIT_NAME_H

#include <stdbool.h>
#include <stddef.h>

/**
 * Bring 填报单位 to the unit's plain name: the office that fills the form in is
 * left off, and a village keeps only its own name.
 * "清水镇计生办" -> "清水镇", "清水镇杨家湾村" -> "杨家湾村".
 *
 * @text  NFKC without white space
 */
void form_unit_name(const char *text, char *to, size_t size);

/** True when @name ends as villages, townships and their like do. */
bool form_is_unit_name(const char *name);

#endif
