import {
  Bot,
  ChartColumn,
  CornerUpRight,
  Cpu,
  Globe,
  Layers,
  Link2,
  type LucideIcon,
  RotateCcw,
  Search,
  Upload,
} from 'lucide-react';
import type { JobId } from '../../shared/catalogue/jobs.ts';

const icons: Record<JobId, LucideIcon> = {
  'purge-pages': RotateCcw,
  'change-dns': Globe,
  audit: Search,
  'pages-project': Upload,
  'pages-domain': Link2,
  analytics: ChartColumn,
  'cache-rules': Layers,
  bots: Bot,
  redirects: CornerUpRight,
  'deploy-worker': Cpu,
};

/** The drawing on a job's card. */
export function JobIcon({ job }: { readonly job: JobId }) {
  const Icon = icons[job];
  return <Icon size={22} aria-hidden />;
}
