/* Folds of the paper, which look like rules. */
#ifndef TZ_FORMS_RULE_FOLDS_H
#define TZ_FORMS_RULE_FOLDS_H

#include "forms/rule.h"

/**
 * Take out what runs through a table and far past it at both ends, while the
 * table's own rules end with it: the sheet was folded there.
 *
 * @lying, @standing  the rules of a page; folds are taken out of both
 * @planes            lying, standing: nothing thin is seen there any more
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status rule_drop_folds(struct rule_list *lying,
                                       struct rule_list *standing,
                                       struct rule_plane *planes,
                                       struct fault *fault);

#endif
