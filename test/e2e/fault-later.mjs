// Something throws where nobody catches it, or a promise is rejected that nobody waits for.
setTimeout(() => {
  if (process.env.PRECEPTOR_TEST_FAULT === 'rejection') Promise.reject(new Error('nobody waits for this'));
  else throw new Error('nobody catches this');
}, 150);
