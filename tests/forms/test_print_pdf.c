#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <string.h>
#include <cmocka.h>

#include "forms/print.h"
#include "print_forms.h"

/* cairo 1.16 forgets 768 bytes of each OpenType font that it puts into a
 * PDF. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libcairo.so\n";
}

static void pdf_is_written_or_refused(void **state)
{
    char path[] = "/tmp/tz_print_XXXXXX", head[5] = "";
    struct fault fault = {""};
    int fd = mkstemp(path);
    FILE *file;
    (void)state;
    assert_true(fd >= 0);
    assert_int_equal(form_print_pdf(print_form_month(), NULL,
                                    FORM_PRINT_STYLE_DEFAULT, path, &fault),
                     ST_OK);
    close(fd); /* another file stands there now */
    file = fopen(path, "rb");
    assert_non_null(file);
    assert_int_equal(fread(head, 1, 4, file), 4);
    assert_string_equal(head, "%PDF");
    fclose(file);
    remove(path);
    assert_int_equal(form_print_pdf(print_form_month(), NULL,
                                    FORM_PRINT_STYLE_DEFAULT,
                                    "/nowhere/x.pdf", &fault),
                     ST_IO);
    assert_non_null(strstr(fault.text, "/nowhere/x.pdf"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pdf_is_written_or_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
