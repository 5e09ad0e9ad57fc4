import { useTranslation } from 'react-i18next'
import { Page } from '~/ui/Page'

export function RecurringPage() {
  const { t } = useTranslation('posts')
  return <Page title={t('recurring.title')}>{null}</Page>
}
