import { Button, Stack } from '@mantine/core'
import { IconPlus, IconSpeakerphone } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { Empty } from '~/ui/Empty'
import { PAGED, useMayManage } from '../shared/data'
import { Listed } from '../shared/Listed'
import { Section } from '../shared/Section'
import type { Notice } from '../shared/types'
import { NoticeCard } from './NoticeCard'
import { NoticeEditor } from './NoticeEditor'

/** What the community announces on its public page. */
export function NoticesPage() {
  const { t } = useTranslation('exchange')
  const mayManage = useMayManage()
  const [editing, setEditing] = useState<'new' | Notice | null>(null)
  const found = query.useInfiniteQuery('get', '/api/v1/exchange/notices', {}, PAGED)
  const add = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEditing('new')}>
      {t('notices.add')}
    </Button>
  )
  return (
    <Section title={t('notices.title')} lead={t('notices.lead')} actions={mayManage && add}>
      <Listed
        found={found}
        empty={
          <Empty icon={IconSpeakerphone} title={t('notices.none')} text={t('notices.noneText')}>
            {mayManage && add}
          </Empty>
        }
      >
        {(notices) => (
          <Stack gap="sm">
            {notices.map((notice) => (
              <NoticeCard key={notice.id} notice={notice} onEdit={() => setEditing(notice)} />
            ))}
          </Stack>
        )}
      </Listed>
      <NoticeEditor of={editing} onClose={() => setEditing(null)} />
    </Section>
  )
}
