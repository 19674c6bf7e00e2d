# Signed ranks against coin (Pratt's zeros; asymptotic, and exact by its shift algorithm) and exactRankTests (mid-ranks without
# zeros); Welch's test against t.test.

source("write-reference.R")
suppressPackageStartupMessages({ library(coin); library(exactRankTests) })

set.seed(20)
ranks <- lapply(list(
  c(1.5, -0.5, 2, 0, 0, 3, -1, 2), c(1, 1, 1, -1), c(0.5), c(-3, 0, 0, 0), (round(rnorm(30, 0.3), 1)), sample(-2:3, 45, TRUE),
  sample(c(-1, 0, 0, 0, 1, 1), 200, TRUE), round(rnorm(400, 0.05), 2), c(0, 0, seq(-20, 29)), rnorm(50, 0.4)
), function(d) {
  zeros <- rep(0, length(d))
  kept <- sum(d != 0)
  test <- function(distribution) wilcoxsign_test(d ~ zeros, zero.method = "Pratt", distribution = distribution)
  asymptotic <- if (kept > 1) as.numeric(statistic(test("asymptotic"), "standardized")) else sign(d[d != 0])
  exact <- if (kept <= 50) {
    by_coin <- if (kept > 1) as.numeric(pvalue(test("exact"))) else 1
    if (all(d != 0) && kept > 1 && kept < 50) stopifnot(all.equal(by_coin, suppressWarnings(wilcox.exact(d)$p.value)))
    by_coin
  } else 2 * pnorm(-abs(asymptotic))
  r <- rank(abs(d))
  list(differences = I(d), statistic = sum(r[d > 0]), z = asymptotic, p = exact, rankBiserial = sum(sign(d) * r) / sum(r[d != 0]))
})

welch <- lapply(list(
  list(c(1, 2, 3, 4), c(2, 2, 5, 9, 1), 0.95), list(c(0.1, 0.4), c(0.3, 0.35, 0.2), 0.9), list(rnorm(60, 5, 3), rnorm(17, 4, 0.5), 0.99),
  list(c(1e6 + 1, 1e6 + 2, 1e6 + 4), c(1e6, 1e6 + 1), 0.95), list(c(2, 2, 2), c(1, 3, 2.5), 0.95)
), function(r) {
  test <- t.test(r[[1]], r[[2]], conf.level = r[[3]])
  list(
    new = I(r[[1]]), old = I(r[[2]]), level = r[[3]], value = unname(test$estimate[1] - test$estimate[2]), se = test$stderr, df = unname(test$parameter),
    t = unname(test$statistic), p = test$p.value, limits = as.numeric(test$conf.int)
  )
})

write_reference("contingency-ranks", c("coin", "exactRankTests"), list(ranks = ranks, welch = welch))
