import { Page } from '~/ui/Page'

export function CalendarPage() {
  return <Page title="Calendar">{null}</Page>
}
