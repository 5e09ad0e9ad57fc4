import { Stack } from '@mantine/core'
import { Crowd } from './Crowd'
import { NewPerson } from './NewPerson'
import { Past } from './Past'

/** Who and what there is at this Instagram: people, a past, followers who come and go. */
export function WorldPanel() {
  return (
    <Stack>
      <NewPerson />
      <Past />
      <Crowd />
    </Stack>
  )
}
