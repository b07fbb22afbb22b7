/** The attributes that Python's own types have, as recorded: one that is not modelled may be anything, any other raises. */

export const builtinAttributes: Readonly<Record<string, string>> = {
  str: `capitalize casefold center count encode endswith expandtabs find format format_map index isalnum isalpha isascii isdecimal isdigit isidentifier
    islower isnumeric isprintable isspace istitle isupper join ljust lower lstrip maketrans partition removeprefix removesuffix replace rfind rindex rjust
    rpartition rsplit rstrip split splitlines startswith strip swapcase title translate upper zfill`,
  bytes: `capitalize center count decode endswith expandtabs find fromhex hex index isalnum isalpha isascii isdigit islower isspace istitle isupper join ljust
    lower lstrip maketrans partition removeprefix removesuffix replace rfind rindex rjust rpartition rsplit rstrip split splitlines startswith strip
    swapcase title translate upper zfill`,
  bytearray: `append capitalize center clear copy count decode endswith expandtabs extend find fromhex hex index insert isalnum isalpha isascii isdigit islower
    isspace istitle isupper join ljust lower lstrip maketrans partition pop remove removeprefix removesuffix replace reverse rfind rindex rjust rpartition
    rsplit rstrip split splitlines startswith strip swapcase title translate upper zfill`,
  memoryview: `c_contiguous cast contiguous f_contiguous format hex itemsize nbytes ndim obj readonly release shape strides suboffsets tobytes tolist toreadonly`,
  int: `as_integer_ratio bit_count bit_length conjugate denominator from_bytes imag numerator real to_bytes`,
  bool: `as_integer_ratio bit_count bit_length conjugate denominator from_bytes imag numerator real to_bytes`,
  float: `as_integer_ratio conjugate fromhex hex imag is_integer real`,
  complex: `conjugate imag real`,
  list: `append clear copy count extend index insert pop remove reverse sort`,
  tuple: `count index`,
  dict: `clear copy fromkeys get items keys pop popitem setdefault update values`,
  set: `add clear copy difference difference_update discard intersection intersection_update isdisjoint issubset issuperset pop remove symmetric_difference
    symmetric_difference_update union update`,
  frozenset: `copy difference intersection isdisjoint issubset issuperset symmetric_difference union`,
  range: `count index start step stop`,
  slice: `indices start step stop`,
  property: `deleter fdel fget fset getter setter`,
  generator: `from_iterable close gi_code gi_frame gi_running gi_suspended gi_yieldfrom send throw`,
  type: `mro`,
  BaseException: `add_note args with_traceback characters_written code end encoding end_lineno end_offset errno filename filename2 lineno msg name obj object offset
    path print_file_and_line reason start strerror text value`,
  function: `cache_clear cache_info cache_parameters`,
  dict_keys: `mapping`,
  dict_values: `mapping`,
  dict_items: `mapping`,
  UserDict: `data`,
  ChainMap: `clear copy fromkeys maps new_child parents pop popitem setdefault update`,
};
