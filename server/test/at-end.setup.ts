import { afterAll } from 'vitest'
import { end } from './at-end.ts'

// Here and not in a module that tests import: files of one process share their modules, each runs this anew.
afterAll(end)
