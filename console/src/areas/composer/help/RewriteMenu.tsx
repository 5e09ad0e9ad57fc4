import { Button, Menu } from '@mantine/core'
import { IconPencilBolt } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { query, type Schema } from '~/api/client'
import { failed, told } from '~/ui/toasts'

const KINDS = ['shorter', 'longer', 'friendlier'] as const
const LANGUAGES = ['English', 'Korean', 'German', 'Spanish', 'French', 'Japanese']

/** The caption made anew by the model; the one before comes back with the toast's undo. */
export function RewriteMenu({ caption, onText }: { caption: string; onText: (text: string) => void }) {
  const { t } = useTranslation('composer')
  const rewrite = query.useMutation('post', '/api/v1/content/caption/rewrite', {
    onSuccess: ({ text }) => {
      onText(text)
      told(t('help.rewritten'), () => onText(caption))
    },
    onError: failed,
  })
  const ask = (how: Schema<'RewriteKind'>, language?: string) =>
    rewrite.mutate({ body: { text: caption, how, language: language ?? null } })
  return (
    <Menu shadow="md" position="bottom-start">
      <Menu.Target>
        <Button
          size="xs"
          variant="light"
          leftSection={<IconPencilBolt size={15} aria-hidden />}
          loading={rewrite.isPending}
          disabled={!caption.trim()}
        >
          {t('help.rewrite')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {KINDS.map((kind) => (
          <Menu.Item key={kind} onClick={() => ask(kind)}>
            {t(`help.${kind}`)}
          </Menu.Item>
        ))}
        <Menu.Label>{t('help.translate')}</Menu.Label>
        {LANGUAGES.map((language) => (
          <Menu.Item key={language} onClick={() => ask('translate', language)}>
            {t(`help.languages.${language}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
