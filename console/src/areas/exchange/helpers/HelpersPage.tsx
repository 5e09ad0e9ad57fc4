import { Button, Stack } from '@mantine/core'
import { IconPlus, IconUserSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { Empty } from '~/ui/Empty'
import { PAGED, useMayManage } from '../shared/data'
import { Listed } from '../shared/Listed'
import { Section } from '../shared/Section'
import type { Helper } from '../shared/types'
import { HelperCard } from './HelperCard'
import { HelperLogin } from './HelperLogin'

/** The accounts that read posts for the community, and how they are. */
export function HelpersPage() {
  const { t } = useTranslation('exchange')
  const mayManage = useMayManage()
  const [login, setLogin] = useState<'new' | Helper | null>(null)
  const found = query.useInfiniteQuery('get', '/api/v1/exchange/helpers', {}, PAGED)
  const add = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setLogin('new')}>
      {t('helpers.add')}
    </Button>
  )
  return (
    <Section title={t('helpers.title')} lead={t('helpers.lead')} actions={mayManage && found.data && add}>
      <Listed
        found={found}
        empty={
          <Empty icon={IconUserSearch} title={t('helpers.none')} text={t('helpers.noneText')}>
            {mayManage && add}
          </Empty>
        }
      >
        {(helpers) => (
          <Stack gap="sm">
            {helpers.map((helper) => (
              <HelperCard key={helper.id} helper={helper} onLogin={() => setLogin(helper)} />
            ))}
          </Stack>
        )}
      </Listed>
      <HelperLogin of={login} onClose={() => setLogin(null)} />
    </Section>
  )
}
