# Shared by the R generators: writes values beside the script, every double with 17 significant digits
# (jsonlite writes at most 15, which would change the arguments).

to_json <- function(x, indent = "") {
  deeper <- paste0(indent, " ")
  if (is.list(x)) {
    inner <- vapply(x, to_json, "", indent = deeper)
    if (!is.null(names(x))) inner <- paste0('"', names(x), '": ', inner)
    marks <- if (is.null(names(x))) c("[", "]") else c("{", "}")
    return(paste0(marks[1], "\n", deeper, paste(inner, collapse = paste0(",\n", deeper)), "\n", indent, marks[2]))
  }
  atoms <- if (is.character(x)) paste0('"', x, '"') else sprintf("%.17g", as.numeric(x))
  if (length(x) == 1 && !inherits(x, "AsIs")) atoms else paste0("[", paste(atoms, collapse = ", "), "]")
}

write_reference <- function(name, packages, values) {
  versions <- list(R = paste(R.version$major, R.version$minor, sep = "."))
  for (package in packages) versions[[package]] <- as.character(packageVersion(package))
  document <- c(list(generator = paste0(name, ".R"), versions = versions), values)
  writeLines(to_json(document), paste0(name, ".json"))
}
