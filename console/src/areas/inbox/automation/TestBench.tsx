import {
  Box,
  Card,
  Checkbox,
  Collapse,
  Group,
  Loader,
  Select,
  Stack,
  TagsInput,
  Text,
  TextInput,
  UnstyledButton,
} from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconChevronDown, IconFlask } from '@tabler/icons-react'
import { keepPreviousData } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { query, type Schema } from '~/api/client'
import type { RuleContent } from '../shared/shapes'
import { Verdict } from './Verdict'

type Kind = Schema<'Happening'>
type Assumed = Schema<'Assumed'>

const KINDS: Kind[] = ['message', 'comment', 'story_reply', 'story_mention', 'postback', 'quick_reply', 'referral']
const NOTHING: Assumed = {
  is_first_message: false,
  labels: [],
  status: 'open',
  is_assigned: false,
  taken_over: false,
  window_open: true,
  username: 'somebody',
}

interface TestBenchProps {
  account: string
  /** Judge this rule alone, as it stands in the editor; else every rule of the account. */
  draft?: RuleContent
  /** What happens, at first. */
  kind?: Kind
}

/** "What would happen to …?": nothing is sent and nothing is written. The answer follows the typing. */
export function TestBench({ account, draft, kind: first = 'message' }: TestBenchProps) {
  const { t } = useTranslation('inbox')
  const [kind, setKind] = useState<Kind>(first)
  const [words, setWords] = useState('')
  const [assumed, setAssumed] = useState(NOTHING)
  const [showsMore, setShowsMore] = useState(false)
  const hasKey = kind === 'postback' || kind === 'quick_reply'
  const wish: Schema<'Rehearsal'> = {
    account_id: account,
    kind,
    is_reply: false,
    with_disabled: true,
    assume: assumed,
    ...(hasKey ? { payload: words || null } : kind === 'referral' ? { ref: words || null } : { text: words || null }),
    ...(draft ? { draft } : {}),
  }
  const [settled] = useDebouncedValue(wish, 300, { leading: false })
  const isAsked = words.trim() !== '' || kind === 'story_mention'
  const found = query.useQuery(
    'post',
    '/api/v1/inbox/automation/test',
    { body: settled },
    { enabled: isAsked, placeholderData: keepPreviousData, retry: false, staleTime: 5_000 },
  )
  const assume = (more: Partial<Assumed>) => setAssumed((now) => ({ ...now, ...more }))
  return (
    <Card padding="md">
      <Group gap="xs" mb="xs">
        <IconFlask size={18} aria-hidden />
        <Text fw={600} size="sm" flex={1}>
          {t('test.title')}
        </Text>
        {found.isFetching && <Loader size="xs" />}
      </Group>
      <Group gap="xs" align="flex-end">
        <Select
          aria-label={t('test.kind')}
          data={KINDS.map((one) => ({ value: one, label: t(`test.kinds.${one}`) }))}
          value={kind}
          allowDeselect={false}
          onChange={(value) => setKind(KINDS.find((one) => one === value) ?? 'message')}
          w={{ base: '100%', xs: 170 }}
        />
        {kind !== 'story_mention' && (
          <TextInput
            flex="1 1 160px"
            aria-label={t(hasKey || kind === 'referral' ? 'test.payload' : 'test.words')}
            placeholder={t(hasKey || kind === 'referral' ? 'test.payload' : 'test.example')}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
        )}
      </Group>
      <UnstyledButton mt={6} aria-expanded={showsMore} onClick={() => setShowsMore((now) => !now)}>
        <Group gap={4} c="dimmed">
          <IconChevronDown size={14} aria-hidden style={{ transform: showsMore ? undefined : 'rotate(-90deg)' }} />
          <Text size="xs">{t('test.assume')}</Text>
        </Group>
      </UnstyledButton>
      <Collapse expanded={showsMore}>
        <Stack gap="xs" mt="xs">
          <Group gap="md">
            {(['is_first_message', 'is_assigned', 'taken_over'] as const).map((name) => (
              <Checkbox
                key={name}
                size="xs"
                label={t(`test.assumed.${name}`)}
                checked={assumed[name] ?? false}
                onChange={(event) => assume({ [name]: event.currentTarget.checked })}
              />
            ))}
            <Checkbox
              size="xs"
              label={t('test.assumed.follows')}
              checked={assumed.follows_account === true}
              onChange={(event) => assume({ follows_account: event.currentTarget.checked ? true : null })}
            />
          </Group>
          <TagsInput
            size="xs"
            label={t('label.many')}
            value={assumed.labels ?? []}
            onChange={(labels) => assume({ labels })}
          />
        </Stack>
      </Collapse>
      <Box aria-live="polite">
        {isAsked && <Verdict answer={found.data} error={found.error} isAlone={draft !== undefined} />}
      </Box>
    </Card>
  )
}
