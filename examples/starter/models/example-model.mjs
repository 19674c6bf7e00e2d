// A model of your own: reads one JSON object a line, writes one JSON object a line, in any order.
// In:  {"id": "...", "messages": [{"role": "user", "text": "..."}], "options": [{"id": "A", "text": "..."}], "format": "json", "repeat": 0}
// Out: {"id": "...", "text": "..."}  or  {"id": "...", "error": {"message": "..."}}
import { createInterface } from 'node:readline';

for await (const line of createInterface({ input: process.stdin })) {
  const { id, options } = JSON.parse(line);
  // Call your model here. This one always takes the second option and cannot calculate.
  const answer = options.length > 1 ? options[1].id : '50 mL/min';
  process.stdout.write(`${JSON.stringify({ id, text: JSON.stringify({ answer, confidence: 60 }) })}\n`);
}
