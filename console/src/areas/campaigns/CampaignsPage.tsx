import { Page } from '~/ui/Page'

export function CampaignsPage() {
  return <Page title="Campaigns">{null}</Page>
}
