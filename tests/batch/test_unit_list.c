/* The office's own list of its units. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "batch/unit_list.h"
#include "temp_folder.h"

static char folder[TEMP_PATH], path[TEMP_PATH];
static struct unit_list list;
static struct fault fault;

static int set_up(void **state)
{
    (void)state;
    temp_folder_make(folder);
    temp_path(path, folder, "units.txt");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    unit_list_clear(&list);
    temp_folder_remove(folder);
    return 0;
}

static void no_list_is_an_empty_one(void **state)
{
    (void)state;
    assert_int_equal(unit_list_load(folder, &list, &fault), ST_OK);
    assert_int_equal(list.n, 0);
}

static void names_stand_one_a_line(void **state)
{
    static const char TEXT[] = "\xEF\xBB\xBF# our villages\r\n西 塬村 \r\n\r\n"
                               "红星社区 # since 2003\n东河村";

    (void)state;
    temp_write(path, TEXT, strlen(TEXT));
    assert_int_equal(unit_list_load(folder, &list, &fault), ST_OK);
    assert_int_equal(list.n, 3);
    assert_string_equal(list.names[0], "西塬村");
    assert_string_equal(list.names[1], "红星社区");
    assert_string_equal(list.names[2], "东河村");
}

static void a_line_that_is_no_text_is_named(void **state)
{
    static const char TEXT[] = "东河村\n\xCE\xF7\xDB\xF7\n";

    (void)state;
    temp_write(path, TEXT, strlen(TEXT));
    assert_int_equal(unit_list_load(folder, &list, &fault), ST_INPUT);
    assert_non_null(strstr(fault.text, "units.txt:2"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(no_list_is_an_empty_one, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(names_stand_one_a_line, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_line_that_is_no_text_is_named, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
