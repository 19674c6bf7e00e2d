# Wilson from prop.test, Clopper-Pearson from binom.test, one-sided exact bounds from binom.test's alternatives.

source("write-reference.R")

inputs <- list(
  c(0, 20, 0.95), c(20, 20, 0.95), c(1, 20, 0.95), c(19, 20, 0.9), c(7, 10, 0.99), c(0, 1, 0.95), c(1, 1, 0.95), c(1, 2, 0.8),
  c(3, 299, 0.95), c(0, 299, 0.95), c(59, 59, 0.95), c(92, 93, 0.95), c(123, 1000, 0.95), c(0, 2995, 0.9), c(150000, 400000, 0.999),
  c(1, 1000000, 0.95), c(999999, 1000000, 0.95)
)
rows <- lapply(inputs, function(input) {
  k <- input[1]; n <- input[2]; level <- input[3]
  exact <- function(alternative) as.numeric(binom.test(k, n, conf.level = level, alternative = alternative)$conf.int)
  list(
    events = k, trials = n, level = level,
    wilson = as.numeric(suppressWarnings(prop.test(k, n, conf.level = level, correct = FALSE))$conf.int),
    clopperPearson = exact("two.sided"),
    exactUpper = exact("less")[2],
    exactLower = exact("greater")[1]
  )
})
write_reference("proportions", c(), list(rows = rows))
