# Adjusted p-values, quantiles, pass^k and variance components from R's own functions.

source("write-reference.R")

p_lists <- list(c(0.01, 0.04, 0.03), c(0.2, 0.01, 0.01, 0.5, 0.9), c(1, 0, 0.5), c(0.025), c(0.04, 0.04, 0.04, 0.001, 0.8))
p_rows <- lapply(p_lists, function(p) {
  list(p = I(p), holm = I(p.adjust(p, "holm")), bonferroni = I(p.adjust(p, "bonferroni")))
})
set.seed(11)
value_lists <- list(c(3, 1, 2), c(5), c(1, 1, 1, 2), round(rnorm(17), 4), c(-1e3, 1e3, 0, 0.5))
quantile_rows <- lapply(value_lists, function(x) {
  probabilities <- c(0, 0.025, 0.1, 0.5, 0.75, 0.975, 1)
  list(values = I(x), p = probabilities, expected = as.numeric(quantile(x, probabilities, type = 7)))
})
pass_rows <- lapply(list(c(5, 5, 5), c(3, 5, 2), c(2, 5, 3), c(40, 64, 8), c(0, 3, 1), c(7, 8, 1)), function(x) {
  list(args = x, expected = choose(x[1], x[3]) / choose(x[2], x[3]))
})
component_rows <- lapply(list(rep(4, 8), c(2, 5, 1, 7, 3), c(1, 1, 2), rep(5, 40)), function(sizes) {
  groups <- rep(seq_along(sizes), sizes)
  values <- round(rnorm(length(sizes))[groups] + rnorm(length(groups)), 4)
  table <- anova(lm(values ~ factor(groups)))
  squares <- table[["Mean Sq"]]
  n0 <- (sum(sizes) - sum(sizes^2) / sum(sizes)) / (length(sizes) - 1)
  between <- (squares[1] - squares[2]) / n0
  list(values = values, groups = groups, within = squares[2], between = max(0, between),
       icc = between / (between + squares[2]), repeats = n0)
})
write_reference("summaries", c(), list(pValues = p_rows, quantiles = quantile_rows, passHatK = pass_rows, components = component_rows))
