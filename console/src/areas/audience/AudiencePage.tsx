import { Page } from '~/ui/Page'

export function AudiencePage() {
  return <Page title="Audience">{null}</Page>
}
