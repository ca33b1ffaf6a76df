/* Which header fields' words can help one another. Private. */
#ifndef TZ_BATCH_FIELD_DOMAIN_H
#define TZ_BATCH_FIELD_DOMAIN_H

#include "forms/definition.h"

enum { FIELD_DOMAIN_MAX = FORM_ID_MAX + FORM_CODE_MAX + 2 };

/** "unit", as every form names it; "F5 form_no": a form's number tells of
 * that form only, whatever its version. */
void field_domain_name(const char *form, const char *field,
                       char name[FIELD_DOMAIN_MAX]);

#endif
