# R's own special functions at the arguments of special-functions.json.

source("write-reference.R")

cases <- jsonlite::fromJSON("special-functions.json", simplifyVector = FALSE)$cases
functions <- list(
  logGamma = lgamma,
  normalCdf = pnorm,
  normalQuantile = qnorm,
  incompleteBetaLower = function(x, a, b) pbeta(x, a, b),
  incompleteBetaUpper = function(x, a, b) pbeta(x, a, b, lower.tail = FALSE),
  betaQuantile = qbeta,
  incompleteGammaLower = function(a, x) pgamma(x, a),
  incompleteGammaUpper = function(a, x) pgamma(x, a, lower.tail = FALSE),
  gammaQuantile = qgamma,
  studentTCdf = pt,
  studentTQuantile = qt,
  binomialPmf = dbinom,
  binomialCdf = pbinom,
  binomialSurvival = function(k, n, p) pbinom(k, n, p, lower.tail = FALSE)
)
rows <- lapply(names(functions), function(name) {
  lapply(cases[[name]], function(row) {
    list(args = I(unlist(row$args)), expected = do.call(functions[[name]], unname(row$args)))
  })
})
names(rows) <- names(functions)
# Beside its zeros at 1 and 2 R's lgamma is accurate in absolute terms only; mpmath alone covers them.
rows$logGamma <- Filter(function(row) abs(row$expected) > 1e-3 || row$expected == 0, rows$logGamma)
write_reference("special-functions-r", c(), list(cases = rows))
