# Chi-square tail and quantile, McNemar and Bowker from mcnemar.test, Stuart-Maxwell from coin (which inverts S by its
# generalised inverse), adjusted p-values from p.adjust.

source("write-reference.R")
suppressMessages(library(coin))

chi_inputs <- list(c(0.5, 1), c(3.84, 1), c(1e-8, 1), c(700, 1), c(12.3, 4), c(250, 4), c(0.01, 2.5), c(5, 0.3), c(90, 100), c(140, 100.5), c(1e6, 1e6), c(1003000, 1e6), c(1400, 7))
chi <- lapply(chi_inputs, function(x) list(x = x[1], df = x[2], cdf = pchisq(x[1], x[2]), survival = pchisq(x[1], x[2], lower.tail = FALSE)))
quantile_inputs <- list(c(0.95, 1), c(0.5, 2), c(0.025, 7), c(1e-9, 3), c(0.999, 30.5), c(0.4, 0.5), c(0.05, 1e5))
quantiles <- lapply(quantile_inputs, function(x) list(p = x[1], df = x[2], lower = qchisq(x[1], x[2]), upper = qchisq(x[1], x[2], lower.tail = FALSE)))

paired_inputs <- list(c(1, 1, 7, 12), c(40, 5, 9, 6), c(300, 12, 12, 76), c(0, 3, 0, 4), c(0, 0, 6, 4), c(0, 1, 0, 0), c(794, 86, 150, 570), c(9000, 410, 377, 213), c(0, 2, 1, 0))
mcnemar <- lapply(paired_inputs, function(x) {
  table <- matrix(x[c(1, 2, 3, 4)], 2)
  test <- function(correct) { r <- mcnemar.test(table, correct = correct); c(as.numeric(r$statistic), r$p.value) }
  list(bothRight = x[1], onlyNew = x[2], onlyOld = x[3], bothWrong = x[4], plain = test(FALSE), corrected = test(TRUE))
})

# Rows of each table: old categories. The last but two have an empty category, an agreed-upon one, and two components.
tables <- list(
  rbind(c(20, 10, 5), c(3, 30, 15), c(0, 5, 40)),
  rbind(c(1520, 266, 124, 66), c(234, 1512, 432, 78), c(117, 362, 1772, 205), c(36, 82, 179, 492)),
  rbind(c(7, 9), c(2, 11)),
  rbind(c(5, 1, 2, 0), c(4, 6, 1, 0), c(3, 2, 8, 0), c(0, 0, 0, 0)),
  rbind(c(5, 1, 2, 0), c(4, 6, 1, 0), c(3, 2, 8, 0), c(0, 0, 0, 9)),
  rbind(c(5, 7, 0, 0), c(2, 6, 0, 0), c(0, 0, 8, 3), c(0, 0, 9, 1)),
  rbind(c(0, 1, 0, 0, 2), c(4, 0, 3, 0, 0), c(0, 1, 12, 6, 0), c(0, 0, 1, 3, 1), c(5, 0, 0, 2, 30))
)
square <- lapply(tables, function(x) {
  pairs <- which(upper.tri(x) & x + t(x) > 0, arr.ind = TRUE)
  there <- x[pairs]; back <- t(x)[pairs]
  if (all((x + t(x))[upper.tri(x)] > 0)) {
    r <- mcnemar.test(x, correct = FALSE); symmetry <- c(as.numeric(r$statistic), as.numeric(r$parameter), r$p.value)
  } else {
    q <- sum((there - back)^2 / (there + back)); symmetry <- c(q, length(there), pchisq(q, length(there), lower.tail = FALSE))
  }
  used <- rowSums(x) + colSums(x) > 0
  names <- letters[seq_len(nrow(x))]
  m <- mh_test(as.table(structure(x[used, used], dimnames = list(old = names[used], new = names[used]))))
  list(table = lapply(seq_len(nrow(x)), function(i) I(x[i, ])), bowker = symmetry,
       stuartMaxwell = c(as.numeric(statistic(m)), as.numeric(m@statistic@df), as.numeric(pvalue(m))))
})

set.seed(5)
p_lists <- list(c(0.01, 0.04, 0.03), c(0.2, 0.01, 0.01, 0.5, 0.9), c(1, 0, 0.5), 0.025, c(0.04, 0.04, 0.04, 0.001, 0.8), c(0.01, 0.02, 0.03, 0.04, 0.05),
  rep(0.05, 6), sample(c(round(rbeta(25, 0.4, 3), 3), 0, 1, 1)))
p_values <- lapply(p_lists, function(p) {
  adjusted <- function(method) I(p.adjust(p, method))
  list(p = I(p), hochberg = adjusted("hochberg"), benjaminiHochberg = adjusted("BH"), benjaminiYekutieli = adjusted("BY"),
       fixedSequence = I(cummax(p)), rejected = sum(cumprod(p < 0.025)), intersectionUnion = max(p))
})
levels <- lapply(list(c(0.95, 1), c(0.95, 5), c(0.9, 7), c(0.99, 1000)), function(x) list(args = x, expected = 1 - (1 - x[1]) / x[2]))

write_reference("proportions-tests", "coin", list(chi = chi, quantiles = quantiles, mcnemar = mcnemar, square = square, pValues = p_values, levels = levels))
